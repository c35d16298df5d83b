/**
 * What runs beside the student: messages reach their workers twice, out of order, and again after a worker's death; the
 * sweeper and the night come when they are called.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Draw } from './draw.ts'
import type { Lane } from './lane.ts'
import type { QueueWorkerName } from './queues.ts'
import type { Story } from './story.ts'

export type Workers = {
  /** Hands everything that is in these queues to their workers; true when there was anything. */
  deliver(...workers: QueueWorkerName[]): Promise<boolean>
  /** Does so again and again, until the returned function is called. */
  keepDelivering(...workers: QueueWorkerName[]): () => Promise<void>
  sweep(): Promise<void>
  night(): Promise<void>
}

const mostDeliveries = 40
const pumpEveryMs = 150

export function createWorkers(lane: Lane, story: Story, draw: Draw): Workers {
  let batches = 0

  /** Until the worker reports none of them as failed, as the queue would. */
  async function handIn(worker: QueueWorkerName, bodies: readonly string[]): Promise<void> {
    let left = bodies.map((body) => ({ messageId: randomUUID(), body }))
    for (let delivery = 1; left.length > 0; delivery += 1) {
      if (delivery > mostDeliveries) throw new Error(`${worker} fails again and again`)
      const outcome = await lane.process.call(worker, { Records: left.map((record) => toRecord(record, delivery)) })
      const failed = outcome.kind === 'reply' ? failuresOf(outcome.reply) : null
      if (outcome.kind === 'lost')
        for (const who of [worker, 'a worker']) story.count(`${who} died and was given its messages again`)
      story.note(`  ${worker}: ${left.length} messages, ${failed ? `${failed.size} failed` : outcome.kind}`)
      left = failed ? left.filter(({ messageId }) => failed.has(messageId)) : left
    }
  }

  async function deliver(worker: QueueWorkerName): Promise<boolean> {
    const taken = await lane.queues.take(worker)
    if (taken.length === 0) return false
    batches += 1
    // Each twice: in one batch, in two of them side by side, or one after the other.
    const twice = draw.shuffled([...taken, ...taken], 'order', worker, batches)
    story.count(`${worker} was given messages twice`)
    if (twice.some((body, index) => taken.indexOf(body) < taken.indexOf(twice[index - 1] ?? body)))
      story.count(`${worker} was given messages out of order`)
    const half = Math.ceil(twice.length / 2)
    switch (draw.below(3, 'delivery', worker, batches)) {
      case 0:
        await handIn(worker, twice)
        break
      case 1:
        await Promise.all([handIn(worker, twice.slice(0, half)), handIn(worker, twice.slice(half))])
        break
      default:
        await handIn(worker, twice.slice(0, half))
        await handIn(worker, twice.slice(half))
    }
    return true
  }

  async function insist(name: string, event: unknown): Promise<void> {
    for (let tried = 0; tried < mostDeliveries; tried += 1) {
      const outcome = await lane.process.call(name, event)
      story.note(`  ${name}: ${outcome.kind === 'reply' ? JSON.stringify(outcome.reply) : outcome.kind}`)
      if (outcome.kind === 'reply') return
      await sleep(pumpEveryMs)
    }
    throw new Error(`${name} fails again and again`)
  }

  return {
    async deliver(...workers) {
      const delivered = await Promise.all(workers.map(deliver))
      return delivered.some(Boolean)
    },
    keepDelivering(...workers) {
      let wanted = true
      const pumping = (async () => {
        while (wanted) {
          await Promise.all(workers.map(deliver))
          await sleep(pumpEveryMs)
        }
      })()
      return async () => {
        wanted = false
        await pumping
      }
    },
    sweep: () => insist('sweep-quizzes', {}),
    night: () => insist('close-idle-quizzes', {}),
  }
}

const toRecord = ({ messageId, body }: { messageId: string; body: string }, delivery: number) => ({
  messageId,
  receiptHandle: messageId,
  body,
  attributes: { ApproximateReceiveCount: String(delivery) },
  messageAttributes: {},
  eventSource: 'aws:sqs',
})

const failuresOf = (reply: unknown) =>
  new Set(
    (reply as { batchItemFailures: { itemIdentifier: string }[] }).batchItemFailures.map((each) => each.itemIdentifier),
  )
