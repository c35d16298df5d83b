import { type CommandStartedEvent, type Document, MongoClient, ObjectId } from 'mongodb'
import { afterAll, describe, expect, inject, it, vi } from 'vitest'
import type { AttemptDocument } from '../../lib/contract/documents.ts'
import { answerQuestionRoute, getQuizRoute, startQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { testPlatform } from '../support/platform.ts'
import { generatedQuestion, stockTopic, student } from '../support/quiz.ts'

const { commands } = vi.hoisted(() => ({ commands: [] as CommandStartedEvent[] }))

// Every client that is made from here on tells its commands, the handlers' included.
vi.mock('mongodb', async (importOriginal) => {
  const original = await importOriginal<typeof import('mongodb')>()
  class WatchedClient extends original.MongoClient {
    constructor(uri: string, options: object) {
      super(uri, { ...options, monitorCommands: true })
      this.on('commandStarted', (event) => commands.push(event))
    }
  }
  return { ...original, MongoClient: WatchedClient }
})

const platform = testPlatform()
testAws()

/** For looking behind: not watched. */
const plain = new (Object.getPrototypeOf(MongoClient))(process.env.MONGODB_URI ?? '')

afterAll(() => plain.close())

/** Attempts, sessions and questions of people who have nothing to do with the test. */
async function addForeignHistory(count: number) {
  const { attempts, quizSessions, questions } = platform.collections
  const [attempt] = await attempts.find().limit(1).toArray()
  const [session] = await quizSessions.find().limit(1).toArray()
  const [question] = await questions.find().limit(1).toArray()
  if (!attempt || !session || !question) throw new Error('there is nothing to copy')
  await platform.collections.generatedQuestions.insertMany(
    Array.from({ length: 500 }, (_, index) =>
      generatedQuestion({ topicId: new ObjectId(), level: 1 + (index % 5), forUser: new ObjectId() }),
    ),
  )
  const perSession = 20
  for (let start = 0; start < count; start += 2_000) {
    const batch: AttemptDocument[] = Array.from({ length: 2_000 }, (_, index) => ({
      ...attempt,
      _id: new ObjectId(),
      userId: new ObjectId(),
      sessionId: new ObjectId(),
      questionId: new ObjectId(),
      seq: index % perSession,
    }))
    await attempts.insertMany(batch, { ordered: false })
    const some = batch.filter((_, index) => index % perSession === 0)
    await quizSessions.insertMany(
      some.map(({ sessionId, userId }) => ({ ...session, _id: sessionId, userId, sub: userId.toHexString() })),
    )
    await questions.insertMany(
      some.map(({ questionId, userId, sessionId }) => ({ ...question, _id: questionId, userId, sessionId })),
    )
  }
}

type Plan = { stage?: string; inputStage?: Plan; inputStages?: Plan[]; queryPlan?: Plan }
const stagesOf = (plan: Plan): string[] => [
  ...(plan.stage ? [plan.stage] : []),
  ...[plan.inputStage, plan.queryPlan, ...(plan.inputStages ?? [])].flatMap((next) => (next ? stagesOf(next) : [])),
]

const read = new Set(['find', 'aggregate', 'findAndModify', 'count', 'distinct'])
const silent = new Set(['hello', 'ismaster', 'ping', 'endSessions', 'createIndexes', 'insert'])

/** A command as `explain` takes it: one update at a time. */
function explainable({ commandName, command }: CommandStartedEvent): Document[] {
  if (silent.has(commandName)) return []
  if (read.has(commandName)) return [pick(command)]
  if (commandName === 'update')
    return command.updates.map((each: Document) => ({ update: command.update, updates: [each] }))
  if (commandName === 'bulkWrite') {
    const updates = command.ops.filter((op: Document) => 'update' in op)
    return updates.map((op: Document) => ({
      update: command.nsInfo[op.update].ns.split('.').at(-1),
      updates: [{ q: op.filter, u: op.updateMods }],
    }))
  }
  throw new Error(`${commandName} is not explained by this test`)
}

function pick(command: Document): Document {
  const session = ['lsid', '$clusterTime', 'txnNumber', '$db', 'writeConcern', 'readConcern', '$readPreference']
  return Object.fromEntries(Object.entries(command).filter(([key]) => !session.includes(key)))
}

/** `secantusd-py` explains every update as a scan of everything, whatever it then does: it is asked about reads alone. */
const explainsUpdates = inject('mongodbName') !== 'secantusd-py'

/** Documents that the command may examine: those it returns or, being told their ids, updates. */
function allowance(command: Document, returned: number): number {
  if (!('update' in command)) return returned
  const id = command.updates[0].q._id
  return id?.$in ? id.$in.length : 1
}

describe('other people’s history', () => {
  it('is never read: each command of a start, an answer and a resume goes by an index', async () => {
    const topicId = await stockTopic(platform, 11)
    const anna = student(platform, 'anna@school.example')
    commands.length = 0
    await anna.finish(await anna.start({ topicId }))
    const ofTheFirst = commands.splice(0)
    await addForeignHistory(20_000)
    commands.length = 0

    // A newcomer, so that making the user is among it; then a restart by key, a resume, and answers on both paths.
    const ben = student(platform, 'ben@school.example')
    await ben.start({ topicId })
    await platform.call(startQuizRoute, {
      token: ben.token,
      body: { topicId, restart: true },
      headers: { 'idempotency-key': 'k' },
    })
    const { sessionId, question } = await ben.start({ topicId })
    const first = await ben.answer(sessionId, question.id, 'right')
    await ben.answer(sessionId, question.id, 'right')
    const { forgetLiveQuiz } = await import('../../lib/quiz/live-session.ts')
    await forgetLiveQuiz(sessionId)
    if (!('nextQuestion' in first) || !first.nextQuestion) throw new Error('the quiz ended early')
    await platform.call(answerQuestionRoute, {
      token: ben.token,
      body: { sessionId, questionId: first.nextQuestion.id, answer: 'right' },
    })
    await platform.call(getQuizRoute, { token: ben.token, params: { sessionId } })
    expect(await platform.collections.attempts.countDocuments({ sessionId: toId(sessionId) })).toBe(2)

    const seen = [...ofTheFirst, ...commands]
    expect(new Set(seen.map(({ commandName }) => commandName))).toContain('bulkWrite')
    const asked = seen.flatMap(explainable).filter((command) => explainsUpdates || !('update' in command))
    expect(asked.length).toBeGreaterThan(20)
    for (const command of asked) {
      const explain = await plain
        .db(process.env.MONGODB_NAME)
        .command({ explain: command, verbosity: 'executionStats' })
      const said = JSON.stringify(command)
      const stages = stagesOf(explain.queryPlanner?.winningPlan ?? explain.stages?.[0].$cursor.queryPlanner.winningPlan)
      expect(
        stages.filter((stage) => /IXSCAN|IDHACK|EXPRESS|COUNT_SCAN|DISTINCT_SCAN|EOF/.test(stage)),
        said,
      ).not.toEqual([])
      expect(stages, said).not.toContain('COLLSCAN')
      if (inject('mongodbName') === 'secantusd-py') continue
      const stats = explain.executionStats ?? explain.stages?.[0].$cursor.executionStats
      expect(stats.totalDocsExamined, said).toBeLessThanOrEqual(allowance(command, stats.nReturned))
    }
  })

  // secantusd-py knows partial indexes, and uses none.
  it.skipIf(inject('mongodbName') === 'secantusd-py')(
    'is not read by who looks for answers without a verdict',
    async () => {
      await addForeignHistory(20_000)
      const { sweepQuizzes } = await import('../../lib/quiz/sweep.ts')
      const { quizDeps } = await import('../../lib/quiz/deps.ts')
      commands.length = 0
      await sweepQuizzes(await quizDeps())
      const [command, ...others] = commands
        .filter(({ command: { find, filter } }) => find === 'attempts' && filter.verdict === 'checking')
        .flatMap(explainable)
      expect(others).toEqual([])
      const explain = await plain
        .db(process.env.MONGODB_NAME)
        .command({ explain: command, verbosity: 'executionStats' })
      expect(stagesOf(explain.queryPlanner.winningPlan)).not.toContain('COLLSCAN')
      expect(explain.executionStats.totalDocsExamined).toBe(0)
    },
  )
})
