import { beforeAll, describe, expect, it } from 'vitest'
import { toId } from '../../lib/platform/ids.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform)
  const solutionPattern = {
    v: 1 as const,
    entry: 'twice',
    tests: [
      { args: [3], expect: 6 },
      { args: [{ $undefined: true as const }], expect: { $number: 'NaN' as const } },
      { args: [1234567], expect: 2469134, hidden: true },
    ],
  }
  const coding = {
    type: 'coding' as const,
    options: null,
    correctAnswer: 'const twice = (n) => 2 * n',
    solutionPattern,
  }
  await platform.collections.bankItems.updateMany({ topicId: toId(topicId) }, { $set: coding })
})

const right = 'function twice(n) { return n + n }'
const wrong = 'function twice(n) { return n * n }'
const unknown = 'async function twice(n) { return n + n }'

describe('a code answer', () => {
  it('is judged at once, and again when it is given again', async () => {
    const anna = student(platform, 'anna@school.example')
    const { sessionId, question } = await anna.start({ topicId })
    expect(question).toMatchObject({ type: 'coding', options: null })
    const first = await anna.answer(sessionId, question.id, right)
    expect(first).toMatchObject({ correct: true })
    expect(await anna.answer(sessionId, question.id, right)).toEqual(first)
  })

  it('that is wrong is told by a visible test, never by a hidden one or the solution', async () => {
    const ben = student(platform, 'ben@school.example')
    const { sessionId, question } = await ben.start({ topicId })
    const reply = await ben.answer(sessionId, question.id, wrong)
    expect(reply).toMatchObject({ correct: false, feedback: [expect.objectContaining({ expected: '6', actual: '9' })] })
    expect(JSON.stringify(reply)).not.toMatch(/1234567|2469134|2 \* n/)
  })

  it('as long as answers may be is judged as well', async () => {
    const cleo = student(platform, 'cleo@school.example')
    const { sessionId, question } = await cleo.start({ topicId })
    const long = `${right}\n// ${'x'.repeat(12_000)}`
    expect(await cleo.answer(sessionId, question.id, long)).toMatchObject({ correct: true })
  })

  it('that cannot be judged counts nowhere once, and as incorrect from then on', async () => {
    const dora = student(platform, 'dora@school.example')
    const started = await dora.start({ topicId, length: 3 })
    const { sessionId } = started
    let current = started.question
    const replies = []
    for (const source of [unknown, right, unknown]) {
      const reply = await dora.answer(sessionId, current.id, source)
      replies.push(reply)
      if ('nextQuestion' in reply && reply.nextQuestion) current = reply.nextQuestion
    }
    expect(replies.map(({ correct }) => correct)).toEqual([null, true, false])
    expect(replies[0]?.feedback.at(-1)?.message).toMatch(/does not count/)
    expect(replies[2]).toMatchObject({ completed: true, score: 1, total: 2 })
  })
})
