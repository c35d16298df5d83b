/**
 * Runs the functions from their sources, in a thread of their own: what they print goes to a log, their environment is
 * theirs alone, they cannot stall the front door, and one that crashes takes down only this thread, which is started
 * again, as Lambda starts a new execution environment.
 */
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import * as z from 'zod'

export type FunctionHost = {
  /** Where the emulator posts the events of a function. */
  urlOf(name: string): string
  /** Lets the functions run. Their variables, from the deployment; without an earlier call, invocations wait. */
  run(variables: Readonly<Record<string, string>>): void
  stop(): Promise<void>
}

export type FunctionHostOptions = {
  /** Function name -> path of its handler from the project's root. */
  handlers: ReadonlyMap<string, string>
  /** Gets what the functions print. */
  log: Writable
  say(line: string): void
}

export async function startFunctionHost({ handlers, log, say }: FunctionHostOptions): Promise<FunctionHost> {
  let variables: Readonly<Record<string, string>> | undefined
  let stopping = false

  async function startThread(port: number): Promise<{ thread: Worker; port: number }> {
    const thread = new Worker(new URL('./host-worker.ts', import.meta.url), {
      workerData: { handlers: new Map(handlers), port },
      env: inherited(),
      stdout: true,
      stderr: true,
    })
    thread.stdout.pipe(log, { end: false })
    thread.stderr.pipe(log, { end: false })
    const [listening] = await once(thread, 'message')
    if (variables) thread.postMessage(variables)
    thread.on('error', (error) => say(`a function crashed the function host: ${error.message}`))
    thread.once('exit', () => {
      if (stopping) return
      say('starting the function host again')
      current = startThread(bound.port)
    })
    return { thread, port: z.int().parse(listening) }
  }

  const bound = await startThread(0)
  let current = Promise.resolve(bound)

  return {
    urlOf: (name) => `http://127.0.0.1:${bound.port}/functions/${name}`,
    run(given) {
      variables = given
      void current.then(({ thread }) => thread.postMessage(given))
    },
    async stop() {
      stopping = true
      await (await current).thread.terminate()
    },
  }
}

/** Functions see nothing of the platform's own environment but what Node itself and its children need. */
const inherited = () => {
  const names = ['PATH', 'HOME', 'TMPDIR', 'NODE_EXTRA_CA_CERTS']
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => names.includes(name)))
}
