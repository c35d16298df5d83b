import { beforeAll, describe, expect, it } from 'vitest'
import { getQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { programs, stockCodingTopic } from '../support/coding.ts'
import { testPlatform } from '../support/platform.ts'
import { student } from '../support/quiz.ts'

const platform = testPlatform()
const { right, wrong, unknown } = programs

let topicId = ''
beforeAll(async () => {
  topicId = await stockCodingTopic(platform)
})

describe('a code answer', () => {
  it('is judged at once, and again when it is given again', async () => {
    const anna = student(platform, 'anna@school.example')
    const { sessionId, question } = await anna.start({ topicId })
    expect(question).toMatchObject({ type: 'coding', options: null })
    const first = await anna.answer(sessionId, question.id, right)
    expect(first).toMatchObject({ correct: true })
    expect(await anna.answer(sessionId, question.id, right)).toEqual(first)
  })

  it('starts from the code that the question comes with, at the start, after an answer and when the quiz is looked up', async () => {
    const eve = student(platform, 'eve@school.example')
    const { sessionId, question } = await eve.start({ topicId })
    expect(question.starterCode).toBe('function twice(n) {\n}\n')
    const reply = await eve.answer(sessionId, question.id, right)
    const next = 'nextQuestion' in reply ? reply.nextQuestion : null
    expect(next?.starterCode).toBe('function twice(n) {\n}\n')
    const { body } = await platform.call(getQuizRoute, { token: eve.token, params: { sessionId } })
    expect(body.question).toEqual(next)
  })

  it('that is wrong is told by a visible test, never by a hidden one or the solution', async () => {
    const ben = student(platform, 'ben@school.example')
    const { sessionId, question } = await ben.start({ topicId })
    const reply = await ben.answer(sessionId, question.id, wrong)
    expect(reply).toMatchObject({ correct: false, feedback: [expect.objectContaining({ expected: '6', actual: '9' })] })
    expect(JSON.stringify(reply)).not.toMatch(/1234567|2469134|2 \* n/)
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
