/** Every function's artefact, invoked with its sample event as Lambda invokes it; what it replies is the contract's. */
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { problemSchema } from '../../lib/contract/problem.ts'
import { defaultRoute, routes } from '../../lib/contract/routes.ts'
import { queueWorkers, scheduledWorkers } from '../../lib/contract/workers.ts'
import { toId } from '../../lib/platform/ids.ts'
import { checked } from '../support/call.ts'
import { stockTopic } from '../support/quiz.ts'
import { invokeSample } from './invoke-sample.ts'
import { connectStores } from './stage.ts'

const sampleTopic = toId('65f0c0ffee65f0c0ffee0001')

// The sample events are about a topic of this id.
beforeAll(async () => {
  const { stores, close } = await connectStores()
  await stores.bankItems.deleteMany({ topicId: sampleTopic })
  await stores.topics.deleteOne({ _id: sampleTopic })
  const stocked = await stockTopic({ collections: stores }, 5, { _id: sampleTopic })
  await stores.bankItems.updateMany({ topicId: toId(stocked) }, { $set: { topicId: sampleTopic } })
  await close()
})

async function invoke(name: string) {
  const { event, failed, reply, log } = await invokeSample(name)
  expect(failed, log).toBe(false)
  return { event, reply }
}

const replySchema = z.strictObject({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
})
const eventSchema = z.object({ routeKey: z.string() })

describe('an HTTP function', () => {
  const names = [...new Set(routes.map(({ name }) => name))]

  /** What is more than a well-formed refusal, since the event names what is there. */
  const successes: Record<string, number> = {
    'start-quiz': 201,
    'get-topic': 200,
    'list-topics': 200,
    'create-topic': 201,
    'get-me': 200,
    'get-health': 200,
    'get-openapi': 200,
    'list-nights': 200,
    'request-night': 202,
  }

  test.each(names)('%s replies as its route announces', async (name) => {
    const { event, reply } = await invoke(name)
    const { routeKey } = eventSchema.parse(event)
    const route = routes.find((each) => each.name === name && `${each.method} ${each.path}` === routeKey)
    const { status } = checked(route!, replySchema.parse(reply))
    // Of a 5xx there is one that is news and no fault: no model is configured.
    expect(status).toSatisfy((code: number) => code < 500 || (name === 'request-questions' && code === 503))
    expect([401, 403]).not.toContain(name in successes ? status : 0)
    if (name in successes) expect(status).toBe(successes[name])
  })

  test('refuse-unrouted says that there is nothing', async () => {
    const { statusCode, body } = replySchema.parse((await invoke(defaultRoute.name)).reply)
    expect(problemSchema.parse(JSON.parse(body ?? 'null'))).toMatchObject({ status: 404 })
    expect(statusCode).toBe(404)
  })
})

test.each(queueWorkers.map(({ name }) => name))('the worker %s has done its batch', async (name) => {
  expect((await invoke(name)).reply).toEqual({ batchItemFailures: [] })
})

/** What they did, for the log. */
const scheduledReplies: Record<string, z.ZodType> = {
  'sweep-quizzes': z.record(z.string(), z.int().min(0)),
  'run-night': z.strictObject({ date: z.iso.date() }),
}

test.each(scheduledWorkers.map(({ name }) => name))('the clock’s function %s says what it has done', async (name) => {
  const schema = scheduledReplies[name]
  if (!schema) throw new Error(`this test does not know what ${name} replies`)
  expect(schema.safeParse((await invoke(name)).reply).error).toBeUndefined()
})
