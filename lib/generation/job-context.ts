/** What a job has to know before it asks a model: the topic, which types to make, what its readers have seen already. */
import type { TopicFindingsDocument } from '../contract/analytics-documents.ts'
import type { JobDocument, TopicDocument } from '../contract/documents.ts'
import type { QuestionType } from '../contract/level-and-type.ts'
import { persistently } from '../platform/mongo.ts'
import type { GenerationDeps } from './deps.ts'

export type TypeCount = { type: QuestionType; count: number }

/** A question that must not come again. */
export type Met = {
  type: QuestionType
  text: string
  correctAnswer: string
  /** Whether it stands in the pool of the very quiz that the job is for. */
  isInQuiz: boolean
}

export type JobContext = {
  topic: TopicDocument
  types: TypeCount[]
  /** Newest first; of a student what they were asked, or are about to be; else the topic's stock. */
  met: Met[]
  /** Of the topic, as the last night left them. */
  findings: Pick<TopicFindingsDocument, 'levels' | 'misconceptions'>
}

/** Enough to avoid, few enough for a prompt's neighbours and for memory. */
const mostMet = 300

/** null when the topic is gone. */
export async function readJobContext(deps: GenerationDeps, job: JobDocument): Promise<JobContext | null> {
  const [topic, types, met, findings] = await persistently(() =>
    Promise.all([
      deps.collections.topics.findOne({ _id: job.topicId }),
      typesInBank(deps, job),
      job.userId ? metByStudent(deps, job) : metInStock(deps, job),
      deps.collections.topicFindings.findOne({ _id: job.topicId }),
    ]),
  )
  if (!topic) return null
  return {
    topic,
    types: shareOut(topic.questionTypes ?? types, job),
    met,
    findings: findings ?? { levels: [], misconceptions: [] },
  }
}

const fallbackTypes: readonly QuestionType[] = ['multiple-choice', 'text']

async function typesInBank({ collections }: GenerationDeps, { topicId }: JobDocument): Promise<QuestionType[]> {
  const found = await collections.bankItems
    .aggregate<{ _id: QuestionType }>([
      { $match: { topicId, status: 'active' } },
      { $group: { _id: '$type' } },
      { $sort: { _id: 1 } },
    ])
    .toArray()
  return found.length > 0 ? found.map(({ _id }) => _id) : [...fallbackTypes]
}

/** One each in turn; which type leads differs from level to level, so that a small quiz still has every type. */
export function shareOut(
  types: readonly QuestionType[],
  { level, count }: Pick<JobDocument, 'level' | 'count'>,
): TypeCount[] {
  const led = types.map((_, index) => types[(index + level) % types.length]).filter((type) => type !== undefined)
  return led
    .map((type, place) => ({
      type,
      count: Math.floor(count / led.length) + (place < count % led.length ? 1 : 0),
    }))
    .filter((share) => share.count > 0)
}

const metFields = { _id: 0, type: 1, text: 1, correctAnswer: 1, sessionId: 1 } as const

async function metByStudent(
  { collections }: GenerationDeps,
  { userId, topicId, sessionId }: JobDocument,
): Promise<Met[]> {
  if (!userId) return []
  const [copies, made] = await Promise.all([
    collections.questions
      .find({ userId, topicId }, { projection: metFields, batchSize: mostMet })
      .sort({ servedAt: -1 })
      .limit(mostMet)
      .toArray(),
    collections.generatedQuestions
      .find({ forUser: userId, topicId }, { projection: metFields, batchSize: mostMet })
      .sort({ generatedAt: -1 })
      .limit(mostMet)
      .toArray(),
  ])
  return [...copies, ...made].map(({ sessionId: quiz, ...met }) => ({
    ...met,
    isInQuiz: (sessionId && quiz?.equals(sessionId)) ?? false,
  }))
}

async function metInStock({ collections }: GenerationDeps, { topicId }: JobDocument): Promise<Met[]> {
  const [bank, made] = await Promise.all([
    collections.bankItems.find({ topicId }, { projection: metFields, batchSize: mostMet }).limit(mostMet).toArray(),
    collections.generatedQuestions
      .find({ topicId, audience: { $in: ['topic', 'review'] } }, { projection: metFields, batchSize: mostMet })
      .limit(mostMet)
      .toArray(),
  ])
  return [...bank, ...made].map(({ type, text, correctAnswer }) => ({ type, text, correctAnswer, isInQuiz: false }))
}
