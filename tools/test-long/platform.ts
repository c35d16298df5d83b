/** A platform in memory for one suite, on a port of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Environment } from './run-suite.ts'

/** @throws when it does not become ready; it is stopped whatever `use` does */
export async function withPlatform<T>(
  words: readonly string[],
  env: Environment,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, ['local/start.ts', '--memory', '--port', '0', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  try {
    return await use(
      await new Promise<string>((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`the platform ended (${code})`)))
        if (!child.stdout) throw new Error('the platform has no output')
        createInterface(child.stdout).on('line', (line) => {
          console.log(line)
          if (line.startsWith('ready ')) resolve(line.slice('ready '.length))
        })
      }),
    )
  } finally {
    child.kill('SIGTERM')
    await exited
  }
}
