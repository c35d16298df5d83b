/** The process under fire, as its callers see it: it may die at any moment, and another takes its place. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import type { HostReply, HostRequest } from './host-messages.ts'

/** `lost`: the process died before it replied. `failure`: the handler itself threw. */
export type Outcome = { kind: 'reply'; reply: unknown } | { kind: 'lost' } | { kind: 'failure'; failure: string }

export type HostProcess = {
  call(name: string, event: unknown): Promise<Outcome>
  kill(): Promise<void>
  setClock(offset: number): void
  stop(): Promise<void>
}

export type HostOptions = {
  script: URL
  env: Record<string, string>
  /** Learns of each line that the process logs. */
  said(line: string): void
}

type Host = { thread: Worker; ready: Promise<unknown>; pending: Map<string, (outcome: Outcome) => void> }

export function createProcess({ script, env, said }: HostOptions): HostProcess {
  let clockOffset = 0
  let current: Host | undefined

  function start(): Host {
    const thread = new Worker(script, { workerData: clockOffset, env, stdout: true, stderr: true })
    const pending: Host['pending'] = new Map()
    for (const stream of [thread.stdout, thread.stderr]) createInterface(stream).on('line', said)
    const ready = once(thread, 'message').then(() => {
      thread.on('message', (message: HostReply) => {
        const resolve = pending.get(message.id)
        pending.delete(message.id)
        resolve?.(
          'failure' in message
            ? { kind: 'failure', failure: message.failure }
            : { kind: 'reply', reply: message.reply },
        )
      })
    })
    thread.on('error', (error) => said(`the process crashed: ${error.message}`))
    thread.once('exit', () => {
      for (const resolve of pending.values()) resolve({ kind: 'lost' })
      pending.clear()
      if (current?.thread === thread) current = undefined
    })
    return { thread, ready, pending }
  }

  return {
    async call(name, event) {
      current ??= start()
      const { thread, ready, pending } = current
      const id = randomUUID()
      const outcome = new Promise<Outcome>((resolve) => pending.set(id, resolve))
      // Ended before it was ready, it has replied to nobody.
      await Promise.race([ready, outcome])
      thread.postMessage({ id, name, event } satisfies HostRequest)
      return outcome
    },
    async kill() {
      const dying = current
      if (!dying) return
      current = start()
      await dying.thread.terminate()
    },
    setClock(offset) {
      clockOffset = offset
      current?.thread.postMessage({ clockOffset } satisfies HostRequest)
    },
    async stop() {
      await current?.thread.terminate()
    },
  }
}
