/** A canary in every key: it must appear nowhere before the answer is in, and never in a log, an event or a message. */
import { describe, expect, it } from 'vitest'
import { getQuizRoute, reportQuestionRoute, startQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { listTopicsRoute } from '../../lib/contract/routes/topics.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { logsOf, testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'

const platform = testPlatform()
const aws = testAws()

describe('a key', () => {
  it('leaves only with the reply to its answer', async () => {
    const topicId = await stockTopic(platform)
    await platform.collections.bankItems.updateMany(
      { topicId: toId(topicId) },
      {
        $set: {
          type: 'text',
          options: null,
          correctAnswer: 'canary-key',
          acceptedAnswers: ['canary-accepted'],
          explanation: 'canary-explanation',
        },
      },
    )
    const anna = student(platform, 'anna@school.example')
    const { token } = anna
    const before: unknown[] = []
    const after: unknown[] = []
    const logs = await logsOf(async () => {
      const started = await platform.call(startQuizRoute, { token, body: { topicId, length: 3 } })
      before.push(started)
      if (!('question' in started.body)) throw new Error('no quiz was started')
      const { sessionId, question } = started.body
      before.push(await platform.call(startQuizRoute, { token, body: { topicId } }))
      before.push(await platform.call(getQuizRoute, { token, params: { sessionId } }))
      before.push(await platform.call(listTopicsRoute, { token }))
      const report = { questionId: question.id, reason: 'other' as const }
      before.push(await platform.call(reportQuestionRoute, { token, body: report }))
      after.push(...(await anna.finish(started.body, () => false)).replies)
    })
    expect(JSON.stringify(before)).not.toContain('canary')
    expect(JSON.stringify(after)).toContain('canary-key')
    expect(JSON.stringify(after)).toContain('canary-explanation')
    expect(logs).toContain('replied')
    expect(logs).not.toContain('canary')
    expect(logs).not.toContain(token)
    expect(logs).not.toContain(anna.email)

    const told = [...(await aws.messages(5)), ...(await aws.events(12))]
    expect(JSON.stringify(told)).toContain('quiz.completed')
    expect(JSON.stringify(told)).not.toContain('canary')
    expect(JSON.stringify(told)).not.toContain(anna.email)
  })
})
