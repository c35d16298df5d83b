/** Generated questions that have stood the test, as examples of what to write. Nothing of any student is in them. */
import type { ObjectId } from 'mongodb'
import type { GeneratedQuestionDocument } from '../../contract/generation-documents.ts'
import type { QuestionType } from '../../contract/level-and-type.ts'
import { successBand } from '../../contract/level-and-type.ts'
import type { Collections } from '../../platform/collections.ts'
import { formsOf, replyOf } from '../exports/examples-of.ts'

export type Example = { ask: string; reply: string }

type Deps = {
  collections: Pick<
    Collections,
    'itemStatistics' | 'generatedQuestions' | 'bankItems' | 'generationLogs' | 'reports' | 'topics'
  >
}

const fewestAnswers = 30
/** Percent: what Moodle calls adequate discrimination begins here. */
const leastDiscrimination = 20

/**
 * Verified, answered often enough, telling the able from the others, as hard as their level is meant to be, and reported by
 * nobody; the best first.
 */
export async function provenExamples(deps: Deps, type: QuestionType): Promise<Example[]> {
  const { itemStatistics } = deps.collections
  const good = await itemStatistics
    .find({
      n: { $gte: fewestAnswers },
      discriminationIndex: { $gte: leastDiscrimination },
      facility: { $gte: 100 * successBand.low, $lte: 100 * successBand.high },
    })
    .sort({ discriminationIndex: -1, _id: 1 })
    .limit(mostLookedAt)
    .toArray()
  const examples: Example[] = []
  for (const { _id } of good) {
    const question = await generatedQuestion(deps, _id, type)
    const example = question && (await toExample(deps, _id, question))
    if (example) examples.push(example)
  }
  return examples
}

const mostLookedAt = 500

/** The item itself, or what the bank's item was promoted from; only while it is in use. */
async function generatedQuestion({ collections }: Deps, itemId: ObjectId, type: QuestionType) {
  const item = await collections.bankItems.findOne({ _id: itemId, type, status: 'active' })
  const _id = item?.generatedFrom ?? itemId
  return collections.generatedQuestions.findOne({ _id, type, status: { $in: ['ready', 'served', 'promoted'] } })
}

/** The ask is made anew: what was sent names what its reader had seen. */
async function toExample(
  { collections }: Deps,
  itemId: ObjectId,
  { _id, logId, topicId, type, level }: GeneratedQuestionDocument,
): Promise<Example | null> {
  const [log, topic, reported] = await Promise.all([
    collections.generationLogs.findOne({ _id: logId }),
    collections.topics.findOne({ _id: topicId }, { projection: { title: 1 } }),
    collections.reports.countDocuments({ itemId: { $in: [itemId, _id] } }),
  ])
  if (!log || !topic || reported > 0) return null
  const place = log.candidates.findIndex((candidate) => candidate.itemId?.equals(_id))
  // A program's key is verified by its pattern, at the admission gate.
  const isVerified = type === 'coding' || log.candidates[place]?.verification?.agrees === true
  const form = formsOf(log)?.[place]
  if (!isVerified || form === undefined) return null
  const title = JSON.stringify({ title: topic.title }).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')
  const ask = `<data name="topic">\n${title}\n</data>\n\nWrite 1 ${type} questions of level ${level} on this topic, each on another part of it.`
  return { ask, reply: replyOf([form]) }
}
