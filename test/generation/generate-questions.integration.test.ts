/** The ladder: what a reply lacks is asked for once more, and never longer than the time allows. */
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CandidateQuestion } from '../../lib/contract/generation.ts'
import type { Judge } from '../../lib/generation/gather-candidates.ts'
import { generateQuestions, type QuestionsWanted, shareOut } from '../../lib/generation/generate-questions.ts'
import { systemClock } from '../../lib/platform/clock.ts'
import { applyCollections, collections } from '../../lib/platform/collections.ts'
import { connectModel } from '../../lib/platform/openai.ts'
import { solveProblem } from '../support/model-server/arithmetic.ts'
import type { Behaviour } from '../support/model-server/turns.ts'
import { startModelServer } from '../support/model-server.ts'
import { temporaryDatabase } from '../support/temporary-database.ts'

const db = temporaryDatabase()
const server = await startModelServer()
beforeAll(() => applyCollections(db))
beforeEach(() => {
  server.requests.splice(0)
  server.play('good')
})
afterAll(() => server.stop())

const wanted: QuestionsWanted = {
  type: 'multiple-choice',
  level: 3,
  count: 3,
  topic: { title: 'Sums', description: 'Adding and multiplying.' },
  userId: new ObjectId(),
}

const satisfied: Judge = async (candidates) => ({
  judgements: candidates.map(() => ({ problems: [], verification: null })),
  calls: [],
})

/** Objects to so many of the first candidates that it sees. */
const strict = (objections: number): Judge => {
  let left = objections
  return async (candidates) => ({
    judgements: candidates.map(() => {
      left -= 1
      return { problems: left >= 0 ? [{ rule: 'dull', message: 'it is dull' }] : [], verification: null }
    }),
    calls: [],
  })
}

const generate = (more: Partial<QuestionsWanted> = {}, judge = satisfied, seconds = 10) =>
  generateQuestions(
    {
      model: connectModel({ baseUrl: server.url, apiKey: 'none', model: 'scripted', prices: null }),
      collections: collections(db),
      clock: systemClock,
      config: { GENERATION_SECONDS: seconds },
    },
    { ...wanted, ...more },
    judge,
  )

const purposes = (calls: readonly { purpose: string; outcome: string }[]) =>
  calls.map(({ purpose, outcome }) => `${purpose} ${outcome}`)
const isRight = (question: CandidateQuestion) =>
  question.type !== 'coding' && question.correctAnswer === String(solveProblem(question.text))

test('one good reply is enough, and everything that the log wants to know comes along', async () => {
  const generated = await generate()
  expect(generated).toMatchObject({
    outcome: 'done',
    retryAfterSeconds: null,
    promptVersion: 'multiple-choice@1',
    promptSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    experimentId: null,
    arm: null,
    model: 'scripted',
    params: { maxOutputTokens: 4_000 },
  })
  expect(generated.accepted).toHaveLength(3)
  expect(generated.accepted.every(isRight)).toBe(true)
  expect(generated.candidates.map(({ question }) => question)).toEqual(generated.accepted)
  expect(purposes(generated.calls)).toEqual(['generate completed'])
  expect(generated.messages).toEqual(server.requests[0]?.body.messages)
})

test.each(['multiple-choice', 'text', 'coding'] as const)('makes %s questions', async (type) => {
  const { accepted, candidates } = await generate({ type, count: 2 })
  expect(candidates.flatMap(({ problems }) => problems)).toEqual([])
  expect(accepted.map((question) => [question.type, question.level])).toEqual([
    [type, 3],
    [type, 3],
  ])
})

test('more than a call can bring are asked for side by side, each author told of the others', async () => {
  const { accepted, calls } = await generate({ count: 10 })
  expect(accepted).toHaveLength(10)
  expect(purposes(calls)).toEqual(Array(3).fill('generate completed'))
  const asked = server.requests.map(({ ask, body }) => [
    ask.kind === 'questions' && ask.count,
    /author (\d) of 3/.exec(body.messages?.at(-1)?.content ?? '')?.[1],
  ])
  expect(asked.toSorted()).toEqual(
    [
      [3, '2'],
      [3, '3'],
      [4, '1'],
    ].toSorted(),
  )
  expect(shareOut(10, 4)).toEqual([4, 3, 3])
  expect(shareOut(4, 4)).toEqual([4])
})

test('what the judge drops is asked for once more, with the reasons, and only that', async () => {
  const { accepted, candidates, calls, outcome } = await generate({}, strict(2))
  expect(outcome).toBe('done')
  expect(accepted).toHaveLength(3)
  expect(candidates.map(({ problems }) => problems.length)).toEqual([1, 1, 0, 0, 0])
  expect(purposes(calls)).toEqual(['generate completed', 're-ask completed'])
  expect(server.requests[1]?.ask).toMatchObject({ kind: 'questions', count: 2 })
  const task = server.requests[1]?.body.messages?.at(-1)?.content ?? ''
  expect(task).toContain('it is dull')
  for (const { question } of candidates.slice(0, 3)) expect(task).toContain(question?.text)
})

test('there is no third try', async () => {
  const { accepted, outcome } = await generate({}, strict(99))
  expect([accepted.length, outcome, server.requests.length]).toEqual([0, 'nothing-usable', 2])
})

test('calls that the judge makes are logged too', async () => {
  const { calls } = await generate({}, async (candidates) => ({
    judgements: candidates.map(() => ({ problems: [], verification: { agrees: true, answer: 'x' } })),
    calls: [
      {
        purpose: 'verify',
        outcome: 'completed',
        model: 'scripted',
        finishReason: 'stop',
        rawOutput: '{}',
        detail: null,
        usage: null,
        cost: null,
        latencyMs: 1,
      },
    ],
  }))
  expect(purposes(calls)).toEqual(['generate completed', 'verify completed'])
})

test('a question that nobody has judged is not taken', async () => {
  const { accepted, candidates } = await generate({}, async () => ({ judgements: [], calls: [] }))
  expect(accepted).toEqual([])
  expect(candidates[0]?.problems).toEqual([{ rule: 'unjudged', message: 'nobody has judged it' }])
})

test('of more than were wanted, the rest is left over', async () => {
  const { questions } = JSON.parse((await generate({ count: 3 })).calls[0]?.rawOutput ?? '')
  server.say(JSON.stringify({ questions }))
  const { accepted, candidates } = await generate({ count: 2 })
  expect(accepted).toHaveLength(2)
  expect(candidates.map(({ problems }) => problems.map(({ rule }) => rule))).toEqual([[], [], ['surplus']])
})

describe('when the model or its provider fails', () => {
  test.each<[Behaviour[], string, number]>([
    [['too-few', 'good'], 'done', 2],
    [['length', 'good'], 'done', 2],
    [['html', 'good'], 'done', 2],
    [['cut-body', 'good'], 'done', 2],
    [['error-in-200', 'good'], 'done', 2],
    [['server-error', 'good'], 'done', 2],
    [['no-choices', 'good'], 'done', 2],
    [['prose-only', 'good'], 'done', 2],
    [['fenced'], 'done', 1],
    [['with-prose'], 'done', 1],
    [['with-thoughts'], 'done', 1],
    [['too-few', 'refusal'], 'partial', 2],
    [['prose-only'], 'nothing-usable', 2],
    [['refusal'], 'refused', 1],
    [['content-filter'], 'content-filtered', 1],
    [['no-content'], 'empty', 2],
    [['html'], 'not-json', 2],
    [['error-in-200'], 'provider-error', 2],
    [['closed-early'], 'cut-off', 2],
    [['unauthorized'], 'provider-error', 1],
    [['no-quota'], 'quota-exhausted', 1],
  ])('%j: %s after %d calls', async (script, outcome, calls) => {
    server.play(...script)
    const generated = await generate()
    expect(generated.outcome).toBe(outcome)
    expect(server.requests).toHaveLength(calls)
    expect(generated.calls).toHaveLength(calls)
    expect(generated.accepted.every(isRight)).toBe(true)
    if (outcome === 'done') expect(generated.accepted).toHaveLength(3)
  })

  test.each<[Behaviour, number]>([
    ['retry-after', 7],
    ['retry-after-ms', 1.5],
    ['too-many', 20],
  ])('%s: says for how long to leave it alone, after one call', async (behaviour, seconds) => {
    server.play(behaviour)
    expect(await generate()).toMatchObject({ outcome: 'rate-limited', retryAfterSeconds: seconds, accepted: [] })
    expect(server.requests).toHaveLength(1)
  })

  test('what one of several calls brought is kept, and the limit of another is no reason to wait', async () => {
    server.play('retry-after', 'good')
    const { accepted, outcome, retryAfterSeconds } = await generate({ count: 8 })
    expect([accepted.length, outcome, retryAfterSeconds]).toEqual([4, 'partial', null])
  })

  test.each<Behaviour>(['hang', 'hang-in-body', 'trickle'])(
    '%s: ends in time, without a second try',
    async (behaviour) => {
      server.play(behaviour)
      expect(await generate({}, satisfied, 0.3)).toMatchObject({ outcome: 'timed-out', accepted: [] })
      expect(server.requests).toHaveLength(1)
    },
  )

  test('the judge has no more time than is left', async () => {
    let aborted = false
    await generate(
      {},
      async (candidates, { signal, accepted }) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
        aborted = signal.aborted
        return satisfied(candidates, { signal, accepted })
      },
      0.5,
    )
    expect(aborted).toBe(true)
  })
})
