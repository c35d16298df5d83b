/** One call of the model: every way in which it can end has its name, and nothing secret is told of it. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { completeChat } from '../../lib/generation/complete-chat.ts'
import { outputSchema } from '../../lib/generation/output-schema.ts'
import { systemClock } from '../../lib/platform/clock.ts'
import { connectModel } from '../../lib/platform/openai.ts'
import type { Behaviour } from '../support/model-server/turns.ts'
import { startModelServer } from '../support/model-server.ts'
import { logsOf } from '../support/platform.ts'

const server = await startModelServer()
afterAll(() => server.stop())
beforeEach(() => void server.requests.splice(0))

const apiKey = 'sk-very-secret-0123456789'
const settings = { baseUrl: server.url, apiKey, model: 'scripted', prices: { input: 2, output: 8 } }

const ask = (milliseconds = 5_000, more: Partial<typeof settings> = {}) =>
  completeChat(
    { model: connectModel({ ...settings, ...more }), clock: systemClock },
    {
      purpose: 'generate',
      messages: [{ role: 'user', content: 'Write 2 text questions of level 3 on this topic.' }],
      output: outputSchema('text'),
      model: null,
      params: { maxOutputTokens: 500 },
      signal: AbortSignal.timeout(milliseconds),
    },
  )

test('a good reply comes with its text, its use and its cost, after one request with a strict schema', async () => {
  server.play('good')
  const { call, text, retryAfterSeconds } = await ask()
  expect(JSON.parse(text ?? '').questions).toHaveLength(2)
  expect(call).toMatchObject({
    purpose: 'generate',
    outcome: 'completed',
    model: 'scripted',
    finishReason: 'stop',
    rawOutput: text,
    detail: null,
    usage: { inputTokens: 1_000, outputTokens: 200 },
  })
  expect(call.cost).toBeCloseTo(0.0036, 10)
  expect(retryAfterSeconds).toBeNull()
  expect(server.requests).toHaveLength(1)
  expect(server.requests[0]?.body).toMatchObject({
    model: 'scripted',
    max_completion_tokens: 500,
    response_format: { type: 'json_schema', json_schema: { name: 'text-questions', strict: true } },
  })
})

describe('what goes wrong has its outcome', () => {
  test.each<[Behaviour, string, { text?: boolean; retry?: number | null; again?: boolean }]>([
    ['refusal', 'refused', {}],
    ['length', 'truncated', { text: true, again: true }],
    ['content-filter', 'content-filtered', {}],
    ['no-choices', 'empty', { again: true }],
    ['no-content', 'empty', { again: true }],
    ['html', 'not-json', { again: true }],
    ['error-in-200', 'provider-error', { again: true }],
    ['cut-body', 'cut-off', { again: true }],
    ['closed-early', 'cut-off', { again: true }],
    ['server-error', 'provider-error', { again: true }],
    ['unauthorized', 'provider-error', {}],
    ['retry-after', 'rate-limited', { retry: 7 }],
    ['retry-after-ms', 'rate-limited', { retry: 1.5 }],
    ['too-many', 'rate-limited', { retry: 20 }],
    ['no-quota', 'quota-exhausted', {}],
  ])('%s: %s', async (behaviour, outcome, { text = false, retry = null, again = false }) => {
    server.play(behaviour)
    const result = await ask()
    expect(result.call.outcome).toBe(outcome)
    expect(result.call.detail).not.toBe('')
    expect(result.text !== null).toBe(text)
    expect(result.retryAfterSeconds).toBe(retry)
    expect(result.isWorthRepeating).toBe(again)
    expect(server.requests).toHaveLength(1)
  })

  test('retry-after as a date: the seconds until then', async () => {
    server.play('retry-after-date')
    const { call, retryAfterSeconds } = await ask()
    expect(call.outcome).toBe('rate-limited')
    expect(retryAfterSeconds).toBeGreaterThan(30)
    expect(retryAfterSeconds).toBeLessThanOrEqual(60)
  })

  test.each<Behaviour>(['hang', 'hang-in-body', 'trickle'])(
    '%s: timed-out, for one signal spans headers and body',
    async (behaviour) => {
      server.play(behaviour)
      const { call, text } = await ask(300)
      expect(call.outcome).toBe('timed-out')
      expect(text).toBeNull()
    },
  )

  test('nobody listening: unreachable', async () => {
    const gone = await startModelServer()
    await gone.stop()
    const { call } = await ask(5_000, { baseUrl: gone.url })
    expect(call).toMatchObject({ outcome: 'unreachable', detail: 'no connection: ECONNREFUSED' })
  })

  test('what a refusal says is kept', async () => {
    server.play('refusal')
    expect((await ask()).call.rawOutput).toBe('I cannot help with that.')
  })
})

describe('a server that knows no schemas', () => {
  test('is asked once more with the schema in words, and remembered', async () => {
    server.play('without-schemas')
    expect((await ask(5_000, { model: 'plain' })).call.outcome).toBe('completed')
    expect((await ask(5_000, { model: 'plain' })).call.outcome).toBe('completed')
    expect(server.requests.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      'json_object',
    ])
    expect(server.requests[2]?.body.messages?.[0]?.content).toContain('"correctAnswer"')
  })

  test('that refuses the request whatever the format is not remembered so', async () => {
    server.play('without-schemas', 'server-error', 'good')
    expect((await ask(5_000, { model: 'moody' })).call.outcome).toBe('provider-error')
    expect((await ask(5_000, { model: 'moody' })).call.outcome).toBe('completed')
    expect(server.requests.at(-1)?.body.response_format?.type).toBe('json_schema')
  })
})

test('neither the log nor the record of any call holds the key', async () => {
  const calls: unknown[] = []
  const logged = await logsOf(async () => {
    for (const behaviour of ['good', 'unauthorized', 'html', 'error-in-200', 'no-quota', 'cut-body'] as const) {
      server.play(behaviour)
      calls.push((await ask()).call)
    }
  })
  expect(server.requests[1]?.authorization).toBe(`Bearer ${apiKey}`)
  expect(logged).toContain('provider-error')
  expect(logged).not.toContain('very-secret')
  expect(JSON.stringify(calls)).not.toContain('very-secret')
})
