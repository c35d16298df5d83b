/** How far a thread's heap grows while it grades one program, watched from outside, garbage included. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { HostileProgram } from './hostile.ts'

const megabyte = 1024 * 1024

/** As the queue's worker has it (functions/queue/check-code). A thread that needs more is ended by its engine. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 }

export type HeapGrowth = { readonly name: string; readonly megabytes: number }

/** Each in a thread that has graded before; one that is ended by its engine counts as endless growth. */
export async function measureHeapGrowth(
  programs: readonly HostileProgram[],
  tell: (name: string) => void,
): Promise<HeapGrowth[]> {
  const grown: HeapGrowth[] = []
  let worker = startWorker()
  for (const { name, source } of programs) {
    tell(name)
    try {
      grown.push({ name, megabytes: await watch(worker, source) })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')) throw error
      grown.push({ name, megabytes: Number.POSITIVE_INFINITY })
      worker = startWorker()
    }
  }
  await worker.terminate()
  return grown
}

const startWorker = () => new Worker(new URL('./heap-worker.ts', import.meta.url), { resourceLimits })

async function watch(worker: Worker, source: string): Promise<number> {
  worker.postMessage(source)
  await once(worker, 'message')
  const ended = new AbortController()
  const done = once(worker, 'message').finally(() => ended.abort())
  const sampled = sampleHeap(worker, ended.signal)
  await done
  const { first, most } = await sampled
  return (most - first) / megabyte
}

async function sampleHeap(worker: Worker, ended: AbortSignal): Promise<{ first: number; most: number }> {
  const usedHeap = async () => (await worker.getHeapStatistics()).used_heap_size
  const first = await usedHeap()
  let most = first
  while (!ended.aborted) {
    most = Math.max(most, await usedHeap())
    await wait(1)
  }
  return { first, most }
}
