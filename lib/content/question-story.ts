/** Everything that is known of a question: for whoever looks into a report. Says nothing of who the students are. */
import type { ObjectId } from 'mongodb'
import type { GeneratedQuestionDocument, GenerationLogDocument } from '../contract/generation-documents.ts'
import { type QuestionStory, stockContentSchema } from '../contract/questions.ts'
import { persistently } from '../platform/mongo.ts'
import { type FoundItem, findItem, type StockDeps, summarise } from './stock-items.ts'
import { promotedKey } from './store-bank-items.ts'
import { summariseAttempts } from './summarise-attempts.ts'

/** @param id of the item, or of a student's copy of it. @throws Refusal unknown-question */
export async function tellStory(deps: StockDeps, id: string): Promise<QuestionStory> {
  const found = await findItem(deps, id)
  const { item } = found
  const [kin, attempts, statistics, pattern, reports] = await Promise.all([
    findKin(deps, found),
    summariseAttempts(deps, item._id, item.options),
    readStatistics(deps, item._id),
    readPattern(deps, item._id),
    readReports(deps, item._id),
  ])
  const { type: _type, text: _text, ...summary } = summarise(item)
  return {
    ...summary,
    parameters: { a: item.a, b: item.b, c: item.c },
    content: stockContentSchema.strip().parse(item),
    promotedFrom: kin.promotedFrom?.toHexString() ?? null,
    promotedAs: kin.promotedAs?.toHexString() ?? null,
    generation: kin.generated && (await tellGeneration(deps, kin.generated)),
    attempts,
    statistics,
    pattern,
    reports,
    history: (item.statusHistory ?? []).map((change) => ({ ...change, at: change.at.toISOString() })),
  }
}

type Kin = { promotedFrom?: ObjectId; promotedAs?: ObjectId; generated: GeneratedQuestionDocument | null }

/** The two documents of a question that was promoted name each other. */
async function findKin({ collections }: StockDeps, { source, item }: FoundItem): Promise<Kin> {
  if (source === 'generated') {
    const inBank = { topicId: item.topicId, key: promotedKey(item._id) }
    const bank = await persistently(() => collections.bankItems.findOne(inBank, { projection: { _id: 1 } }))
    return { generated: item, ...(bank && { promotedAs: bank._id }) }
  }
  const { generatedFrom } = item
  if (!generatedFrom) return { generated: null }
  const generated = await persistently(() => collections.generatedQuestions.findOne({ _id: generatedFrom }))
  return { promotedFrom: generatedFrom, generated }
}

async function tellGeneration({ collections }: StockDeps, question: GeneratedQuestionDocument) {
  const { _id, jobId, audience, promptVersion, generatedAt, logId } = question
  const log = await persistently(() => collections.generationLogs.findOne({ _id: logId }))
  return { jobId, audience, promptVersion, generatedAt: generatedAt.toISOString(), log: log && tellLog(log, _id) }
}

/** Without the student that the questions were for. */
const tellLog = (log: GenerationLogDocument, itemId: ObjectId) => ({
  promptSha256: log.promptSha256,
  model: log.model,
  messages: log.messages,
  calls: log.calls,
  candidates: log.candidates.map(({ itemId: made, ...candidate }) => ({
    ...candidate,
    isThis: made?.equals(itemId) ?? false,
  })),
  outcome: log.outcome,
  timestamp: log.timestamp.toISOString(),
  latencyMs: log.latencyMs,
})

async function readStatistics({ collections }: StockDeps, _id: ObjectId): Promise<QuestionStory['statistics']> {
  const found = await persistently(() => collections.itemStatistics.findOne({ _id }))
  if (!found) return null
  const { _id: _item, topicId: _topic, ...statistics } = found
  return statistics
}

async function readPattern({ collections }: StockDeps, _id: ObjectId): Promise<QuestionStory['pattern']> {
  const found = await persistently(() => collections.patternFindings.findOne({ _id }))
  if (!found) return null
  const { answers, unknown, passing, reporters, rules, proposal } = found
  const proposed = proposal && { pattern: proposal.pattern, toAdvice: proposal.toAdvice }
  return { answers, unknown, passing, reporters, rules, proposal: proposed }
}

const mostReports = 200

/** Latest first. */
async function readReports({ collections }: StockDeps, itemId: ObjectId): Promise<QuestionStory['reports']> {
  const latest = { sort: { at: -1 }, limit: mostReports } as const
  const reports = await persistently(() => collections.reports.find({ itemId }, latest).toArray())
  return reports.map(({ reason, comment, at }) => ({ reason, comment: comment ?? null, at: at.toISOString() }))
}
