/** Nothing in an export says who somebody is, before they are erased and after. */
import { expect, it } from 'vitest'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { deleteMeRoute } from '../../lib/contract/routes/people.ts'
import { testAws } from '../support/aws.ts'
import { testBucket } from '../support/exports.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'
import { nightDepsOf } from './small-night.ts'

const platform = testPlatform()
const { collections } = platform
testAws()
const bucket = testBucket()

const date = new Date().toISOString().slice(0, 10)
const deps = { ...nightDepsOf(platform, bucket), clock: () => new Date() }

it('names, addresses, ids of people and quizzes, and their own words stay inside', async () => {
  const topicId = await stockTopic(platform, 2)
  await collections.bankItems.updateMany({}, { $set: { type: 'text', options: null } })
  const words = 'my dog is called Bello'
  const takers = Array.from({ length: 5 }, (_, index) => student(platform, `taker-${index}@school.example`))
  for (const [index, taker] of takers.entries()) {
    const { sessionId, question } = await taker.start({ topicId, length: 1 })
    await taker.answer(sessionId, question.id, index === 0 ? words : 'a common mistake')
  }
  const people = await collections.users.find().toArray()
  const quizzes = await collections.quizSessions.find().toArray()
  await drainNight(deps, stages, date)
  const text = Object.values(await bucket.read()).join('\n')
  const secrets = [
    ...people.flatMap(({ _id, googleId, email, name }) => [_id.toHexString(), googleId, email, name]),
    ...quizzes.map(({ _id }) => _id.toHexString()),
    words,
  ].filter((secret) => secret !== '')
  expect(secrets.length).toBeGreaterThan(15)
  for (const secret of secrets) expect(text).not.toContain(secret)
})

it('wrong answers appear once five students share them, and go when one of the five is erased', async () => {
  const topicId = await stockTopic(platform, 1)
  await collections.bankItems.updateMany({ topicId: { $exists: true } }, { $set: { type: 'text', options: null } })
  const takers = Array.from({ length: 5 }, (_, index) => student(platform, `sharer-${index}@school.example`))
  for (const taker of takers) {
    const started = await taker.start({ topicId, length: 5 })
    let question = started.question
    for (let number = 1; number <= 5; number += 1) {
      const reply = await taker.answer(started.sessionId, question.id, 'shared by five')
      if ('nextQuestion' in reply && reply.nextQuestion) question = reply.nextQuestion
    }
  }
  await drainNight(deps, stages, date)
  const before = (await bucket.read())[`${date}/wrong-answers.csv`]
  expect(before).toContain('shared by five,5')
  await platform.call(deleteMeRoute, { token: takers[0]!.token })
  await drainNight(deps, stages, date)
  expect((await bucket.read())[`${date}/wrong-answers.csv`]).not.toContain('shared by five')
})
