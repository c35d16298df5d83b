/** A platform in memory for one suite, on a port of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { makeTemporaryDirectory } from '../../local/servers/temporary-directory.ts'
import { makeCertificate } from './deployed/certificate.ts'
import type { Environment } from './run-suite.ts'

/** @throws when it does not become ready; it is stopped whatever `use` does */
export async function withPlatform<T>(
  words: readonly string[],
  env: Environment,
  use: (url: string) => Promise<T>,
): Promise<T> {
  return withProcess(['local/start.ts', '--memory', '--port', '0', ...words], env, use)
}

/**
 * The prod stage on this machine.
 * @param use gets the variables by which tests find it; @throws as `withPlatform`
 */
export async function withDeployedStage<T>(env: Environment, use: (env: Environment) => Promise<T>): Promise<T> {
  const folder = await makeTemporaryDirectory()
  try {
    const { certificate } = makeCertificate(folder.path)
    const trusting = { ...env, NODE_EXTRA_CA_CERTS: certificate }
    return await withProcess(['tools/test-long/deployed-stage.ts', folder.path], trusting, (url) =>
      use({ ...trusting, BASE_URL: url, DEPLOYED_STAGE: join(folder.path, 'stage.json') }),
    )
  } finally {
    await folder.remove()
  }
}

async function withProcess<T>(
  words: readonly string[],
  env: Environment,
  use: (url: string) => Promise<T>,
): Promise<T> {
  // Over the channel it notices when this process is gone, however it ends.
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
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
