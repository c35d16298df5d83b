/**
 * The files that a model can be taught with: sft.train.jsonl and sft.valid.jsonl (chats), dpo.jsonl (of two completions
 * of one prompt, the better), and provenance.jsonl, which says where each line of them comes from. All of them from all
 * generation logs up to the day: a fine-tuning job wants everything that is known, not what one day has added.
 */
import type { ObjectId } from 'mongodb'
import { hashText } from '../../adaptive/hash.ts'
import type { GenerationLogDocument } from '../../contract/generation-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import { periodOf } from '../utc-day.ts'
import { checkExamples, checkLine, type FineTuningFormat } from './check-fine-tuning.ts'
import { lessonsOf } from './examples-of.ts'
import { type ExportDeps, type ExportFile, withExports } from './export-file.ts'
import { inStableOrder } from './stable-order.ts'

type Deps = ExportDeps & { collections: Collections }

const formats = {
  'sft.train.jsonl': 'chat',
  'sft.valid.jsonl': 'chat',
  'dpo.jsonl': 'preference',
} as const satisfies Record<string, FineTuningFormat>
type FileName = keyof typeof formats
const names: readonly FileName[] = ['sft.train.jsonl', 'sft.valid.jsonl', 'dpo.jsonl']
const provenance = 'provenance.jsonl'

/** One topic in so many is kept for validation, whole: its questions are like none of the others. */
const topicsPerValidation = 8
/** Faults that are told; of all, the count. */
const mostProblems = 20

export const exportFineTuning = (deps: Deps, date: string) =>
  withExports(deps, date, [...names, provenance], async (files) => {
    const writers = new Map(
      names.map((name) => [name, jsonLines(name, fileOf(files, name), fileOf(files, provenance))]),
    )
    const promptVersions: Record<string, number> = {}
    const rejections: Record<string, number> = {}
    for await (const log of readLogs(deps, periodOf(date).to)) {
      const trusted = await trustedItems(deps, log)
      const lessons = lessonsOf(log, (itemId) => trusted.has(itemId))
      addAll(rejections, lessons.rejections)
      const { messages, promptVersion } = log
      const origin = {
        logId: log._id.toHexString(),
        topicId: log.topicId.toHexString(),
        promptVersion,
        model: log.model,
      }
      if (lessons.example) {
        const { itemIds, reply } = lessons.example
        const example = { messages: [...messages, { role: 'assistant', content: reply }] }
        await writers.get(splitOf(log.topicId))?.write(example, { ...origin, itemIds })
        promptVersions[promptVersion] = (promptVersions[promptVersion] ?? 0) + 1
      }
      for (const { itemIds, preferred, rejected, reason } of lessons.preferences) {
        const preference = {
          input: { messages },
          preferred_output: [{ role: 'assistant', content: preferred }],
          non_preferred_output: [{ role: 'assistant', content: rejected }],
        }
        await writers.get('dpo.jsonl')?.write(preference, { ...origin, itemIds, reason })
      }
    }
    const details = { promptVersions: sorted(promptVersions), rejections: sorted(rejections) }
    const written = []
    for (const name of names)
      written.push(await fileOf(files, name).close({ problems: writers.get(name)?.problems() ?? [], details }))
    written.push(await fileOf(files, provenance).close())
    return written
  })

function fileOf(files: ReadonlyMap<string, ExportFile>, name: string): ExportFile {
  const file = files.get(name)
  if (!file) throw new Error(`${name} is not open`)
  return file
}

/** Writes lines that have been checked as what they will be read as, and where they come from. */
function jsonLines(name: FileName, file: ExportFile, provenanceFile: ExportFile) {
  const faults: string[] = []
  let lines = 0
  return {
    async write(example: object, origin: object): Promise<void> {
      const line = JSON.stringify(example)
      lines += 1
      for (const fault of checkLine(formats[name], line)) {
        if (faults.length < mostProblems) faults.push(`line ${lines}: ${fault}`)
      }
      await file.write(`${line}\n`)
      await provenanceFile.write(`${JSON.stringify({ file: name, line: lines, ...origin })}\n`)
    },
    problems: (): string[] => [...checkExamples(lines), ...faults],
  }
}

const splitOf = (topicId: ObjectId): FileName =>
  hashText(topicId.toHexString()) % topicsPerValidation === 0 ? 'sft.valid.jsonl' : 'sft.train.jsonl'

const readLogs = ({ collections }: Deps, to: Date): AsyncGenerator<GenerationLogDocument> =>
  inStableOrder(
    collections.generationLogs.find({ timestamp: { $lt: to } }, { batchSize: 50 }).sort({ timestamp: 1 }),
    ({ timestamp }) => timestamp,
  )

/** Of the log's items those that are in use, that nobody has reported, and that the weak do not answer better. */
async function trustedItems({ collections }: Deps, { candidates }: GenerationLogDocument): Promise<Set<string>> {
  const ids = candidates.flatMap(({ itemId }) => (itemId ? [itemId] : []))
  if (ids.length === 0) return new Set()
  const { generatedQuestions, reports, itemStatistics } = collections
  const [usable, reported, negative] = await Promise.all([
    generatedQuestions.distinct('_id', { _id: { $in: ids }, status: { $in: ['ready', 'served', 'promoted'] } }),
    reports.distinct('itemId', { itemId: { $in: ids } }),
    itemStatistics.distinct('_id', { _id: { $in: ids }, n: { $gte: 44 }, discriminationIndex: { $lt: 0 } }),
  ])
  const doubtful = new Set([...reported, ...negative].map((id) => id.toHexString()))
  return new Set(usable.map((id) => id.toHexString()).filter((id) => !doubtful.has(id)))
}

function addAll(sums: Record<string, number>, counts: Record<string, number>): void {
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
}

const sorted = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)))
