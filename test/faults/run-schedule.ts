/** One schedule from the first request to the verdict on it. */

import { createCaller } from './calls.ts'
import { checkErasure } from './check-erasure.ts'
import { checkRecord } from './check-record.ts'
import { checkRedis } from './check-redis.ts'
import { calmWire, type Lane } from './lane.ts'
import { faultsOf, type Plan, type PlanOptions, planOf } from './plan.ts'
import type { QueueWorkerName } from './queues.ts'
import { stockFor } from './stock.ts'
import { newStory, type Story } from './story.ts'
import { takeQuizzes } from './student.ts'
import type { Fault } from './wire.ts'
import { createWorkers, type Workers } from './workers.ts'

export type Ran = {
  seed: number
  plan: Plan
  faults: number
  kinds: Record<string, number>
  events: Record<string, number>
  wrongs: string[]
  lines: string[]
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export async function runSchedule(lane: Lane, seed: number, options: PlanOptions): Promise<Ran> {
  const plan = planOf(seed, options)
  const story = newStory()
  const { topic, items } = stockFor(plan)
  await lane.clear()
  lane.model.beginAgain(seed)
  await lane.collections.topics.insertOne(topic)
  if (items.length > 0) await lane.collections.bankItems.insertMany(items)

  const kinds: Record<string, number> = {}
  lane.wire = wireOf(plan, options, story, kinds)
  const mongodbIsFaulty = () => Object.keys(kinds).some((kind) => kind.startsWith('mongodb'))
  const email = `student-${seed}@school.example`
  const caller = createCaller(lane, story, email, mongodbIsFaulty)
  const workers = createWorkers(lane, story, plan.draw)
  const stopDelivering = workers.keepDelivering(...alwaysAwake[plan.subject])
  try {
    await takeQuizzes({
      plan,
      story,
      caller,
      topicId: topic._id.toHexString(),
      betweenQuestions: (...words) => meddle(plan, workers, words),
      waitAMinute: async () => {
        caller.jump(minuteMs)
        await workers.sweep()
      },
      userId: async () => String((await lane.collections.users.findOne({ email }))?._id),
      checkRedis: async (sessionId) => {
        await lane.settled()
        story.wrongs.push(...(await checkRedis(lane, sessionId)))
      },
    })
  } catch (error) {
    story.wrongs.push(error instanceof Error ? error.message : String(error))
  }
  lane.wire = { ...calmWire, said: lane.wire.said }
  try {
    await stopDelivering()
    await lane.settled()
    await tidyUp(plan, story, workers, caller)
    story.wrongs.push(
      ...(story.erased ? await checkErasure(lane, story, email) : await checkRecord(lane, story, plan, email)),
    )
  } catch (error) {
    story.wrongs.push(error instanceof Error ? error.message : String(error))
  }
  const faults = Object.values(kinds).reduce((sum, count) => sum + count, 0)
  return { seed, plan, faults, kinds, events: story.events, wrongs: story.wrongs, lines: story.lines }
}

/** The workers that the quiz cannot do without. */
const alwaysAwake: Record<Plan['subject'], readonly QueueWorkerName[]> = {
  choice: [],
  text: [],
  coding: ['check-code'],
  mixed: ['check-code'],
  generated: ['generate-questions'],
}

function wireOf(plan: Plan, options: PlanOptions, story: Story, kinds: Record<string, number>): Lane['wire'] {
  const faultFor = faultsOf(plan, options)
  /** What each invocation has sent, script and arguments. */
  const sent = new Map<string, Set<string>>()
  return {
    faultFor(store, name) {
      const fault = faultFor(store, name)
      story.note(`    ${store} ${name}${fault ? ` !! ${JSON.stringify(fault)}` : ''}`)
      if (fault) {
        const kind = `${store} ${nameOf(fault)}`
        kinds[kind] = (kinds[kind] ?? 0) + 1
      }
      return fault
    },
    sentToRedis(invocation, name, body) {
      // Asking for the seq again is how a verdict is waited for; forgetting twice is two reasons to forget.
      if (name === 'seq' || name === 'forget') return
      const bodies = sent.get(invocation) ?? new Set()
      if (bodies.has(body)) story.wrongs.push(`one request has sent ${name} to Redis twice`)
      sent.set(invocation, bodies.add(body))
    },
    said: (line) => story.note(`    says: ${line.slice(0, 1_000)}`),
  }
}

function nameOf(fault: Fault): string {
  if (fault.kind !== 'fail-command') return fault.kind
  return `${fault.kind} ${'errorCode' in fault.data ? fault.data.errorCode : 'closeConnection'}`
}

/** The queues' workers and the sweeper, while the student is at it. */
async function meddle({ draw, theme }: Plan, workers: Workers, words: (string | number)[]): Promise<void> {
  const likely = theme === 'queues' ? 0.5 : 0.1
  if (draw.chance(likely, 'generation', ...words)) await workers.deliver('generate-questions')
  if (draw.chance(likely, 'interactions', ...words)) await workers.deliver('store-interactions')
  if (draw.chance(0.1, 'sweep', ...words)) await workers.sweep()
}

/** The quarter of an hour after: the sweeper every minute, the queues emptied; and where the clock jumped, the night. */
async function tidyUp(
  plan: Plan,
  story: Story,
  workers: Workers,
  caller: { jump(ms: number): void; clockOffset: number },
) {
  story.note('all is quiet again')
  if (story.jumped) caller.jump(Math.max(0, 4 * dayMs - caller.clockOffset))
  for (let minute = 0; minute < 2; minute += 1) {
    caller.jump(minuteMs)
    await workers.sweep()
    await workers.deliver('check-code')
  }
  if (story.jumped) {
    caller.jump(20 * dayMs)
    await workers.sweep()
    await workers.night()
    story.nights += 1
  }
  const thorough = plan.theme === 'queues' || plan.subject === 'generated' || plan.draw.chance(0.2, 'deliver all')
  if (thorough) await workers.deliver('generate-questions', 'store-interactions')
}
