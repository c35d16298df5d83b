/** What becomes of the questions of an arm, counted by student; and what administrators are told of it. */
import { ObjectId } from 'mongodb'
import { beforeAll, expect, it } from 'vitest'
import { listExperimentsRoute } from '../../lib/contract/routes/analytics.ts'
import { openExperiment } from '../../lib/generation/prompt-registry.ts'
import { derivedId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { testPlatform } from '../support/platform.ts'
import { generationLog } from './generation-log.ts'
import { School } from './school.ts'

const platform = testPlatform()
testAws()
const school = new School(platform, 0)
const { generatedQuestions, generationLogs, promptOutcomes } = platform.collections
const insert = (name: string, documents: object[]) => platform.db.collection(name).insertMany(documents)

const student = (index: number) => derivedId('student', String(index))
const at = (hour: number) => new Date(`2026-01-05T${hour}:00:00Z`)
const stages = ['prompt-outcomes', 'promotion']

/** Three students with a question each; the first is asked it twice, and answers everything rightly. */
beforeAll(async () => {
  await school.open()
  await school.draft('Be brief.')
  const experiment = (await openExperiment(school.deps, { name: 'text', version: 2 }))!
  const arm = { experimentId: experiment._id, arm: 'treatment', promptVersion: 'text@2' }
  for (const index of [0, 1, 2]) {
    const log = generationLog(school.topicId, index, { ...arm, userId: student(index), timestamp: at(10) })
    await generationLogs.insertOne(log)
    const itemId = log.candidates[0]!.itemId!
    await generatedQuestions.insertOne({
      ...{
        _id: itemId,
        topicId: school.topicId,
        level: 3,
        a: 1,
        b: 0,
        c: 0,
        type: 'text',
        text: 'What?',
        options: null,
      },
      ...{ correctAnswer: '4', explanation: 'So.', audience: 'student', jobId: 'j', forUser: student(index) },
      ...{
        sessionId: null,
        fingerprint: '',
        signature: [],
        promptVersion: 'text@2',
        logId: log._id,
        generatedAt: at(10),
      },
      status: index === 2 ? 'quarantined' : 'served',
    })
    const served = (hour: number | null) => ({
      ...{ _id: new ObjectId(), itemId, userId: student(index), sessionId: new ObjectId(), topicId: school.topicId },
      servedAt: hour === null ? null : at(hour),
    })
    const copies = index === 0 ? [served(11), served(12)] : [served(11), served(null)]
    await insert('questions', copies)
    const answer = { userId: student(index), topicId: school.topicId, difficulty: 3, parameters: { a: 1, b: -2, c: 0 } }
    const ability = { before: { theta: 0, se: 1 }, after: { theta: 0, se: 1 } }
    const verdict = ['correct', 'incorrect', 'unknown'][index]!
    const asked = copies.filter(({ servedAt }) => servedAt !== null)
    await insert(
      'attempts',
      // Of other questions of the same quiz nothing counts.
      asked.flatMap(({ _id, sessionId }) => [
        { ...answer, ability, sessionId, seq: 0, questionId: _id, verdict, timestamp: at(13) },
        { ...answer, ability, sessionId, seq: 1, questionId: new ObjectId(), verdict: 'correct', timestamp: at(13) },
      ]),
    )
    if (index < 2) {
      const report = { userId: student(0), itemId, questionId: new ObjectId(), at: at(14) }
      await insert('reports', [report, { ...report, _id: new ObjectId(), userId: student(7) }])
    }
  }
  await school.night(...stages)
})

it('counts students who reported what they were asked, and questions that are in quarantine', async () => {
  const outcome = (await promptOutcomes.findOne({ arm: 'treatment' }))!
  expect(outcome.figures.reports).toEqual({ n: 3, count: 1 })
  expect(outcome.figures.quarantine).toEqual({ n: 3, count: 1 })
  expect(outcome).toMatchObject({ jobs: 3, requested: 6, accepted: 3, rejections: [{ rule: 'key-in-text', n: 3 }] })
})

it('measures by student how far answers are from what the level promises, whatever calibration says', async () => {
  const outcome = (await promptOutcomes.findOne({ arm: 'treatment' }))!
  // Level 3 at ability 0: half of the answers should be right. One student had two of two right, one none of one.
  expect(outcome.figures.levelError.n).toBe(2)
  expect(outcome.figures.levelError.mean).toBeCloseTo(0.5, 9)
  expect(outcome.answers).toEqual({ n: 3, correct: 2, unknown: 1 })
})

it('is the same for the version as a whole, and told to administrators alone', async () => {
  const whole = (await promptOutcomes.findOne({ _id: '2026-01-05:text@2' }))!
  expect(whole.figures.reports).toEqual({ n: 3, count: 1 })
  const { body } = await platform.call(listExperimentsRoute, { token: platform.adminToken() })
  expect(body).toMatchObject({
    experiments: [
      {
        promptName: 'text',
        control: 'text@1',
        treatment: 'text@2',
        status: 'running',
        evidence: [{ decision: 'continue' }],
      },
    ],
    date: '2026-01-05',
    models: [],
  })
  expect(JSON.stringify(body)).not.toContain(student(0).toHexString())
  expect((await platform.refused(listExperimentsRoute, { token: platform.tokenFor('s@school.example') })).status).toBe(
    403,
  )
})
