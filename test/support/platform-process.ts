/** `npm start` as a child process, for tests of the whole platform. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type PlatformProcess = {
  child: ChildProcess
  url: string
  /** What it has printed so far, standard error included. */
  printed: string[]
  /** Resolves to the exit code after a clean stop. */
  stop(): Promise<number | null>
}

export type PlatformProcessOptions = {
  /** @default - this process's environment */
  env?: NodeJS.ProcessEnv
  /** Learns of every line that is printed. */
  onLine?(line: string, child: ChildProcess): void
}

/** @throws with everything printed when it ends before it is ready */
export async function startPlatformProcess(
  words: readonly string[],
  { env = process.env, onLine }: PlatformProcessOptions = {},
): Promise<PlatformProcess> {
  // Over the channel the platform notices when the tests are gone, however they end.
  const child = spawn(process.execPath, ['local/start.ts', ...words], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const printed: string[] = []
  const exited = once(child, 'exit').then(([code]) => code)
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface(stream).on('line', (line) => {
        printed.push(line)
        onLine?.(line, child)
        if (line.startsWith('ready ')) resolve(line.slice('ready '.length))
      })
    }
    child.once('close', (code) => reject(new Error(`the platform ended (${code}):\n${printed.join('\n')}`)))
  })
  return {
    child,
    url: await ready,
    printed,
    async stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}
