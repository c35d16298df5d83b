/** What students have reported, in pages, each with the question as its stock has it now. */
import type { ObjectId } from 'mongodb'
import type * as z from 'zod'
import type { reportListSchema } from '../contract/analytics.ts'
import type { reportDocumentSchema } from '../contract/documents.ts'
import type { Collections } from '../platform/collections.ts'
import { toId } from '../platform/ids.ts'

type Deps = { collections: Pick<Collections, 'reports' | 'bankItems' | 'generatedQuestions'> }

type ReportPage = z.infer<typeof reportListSchema>

/** Latest first. @param page.cursor of the page before */
export async function listReports(
  deps: Deps,
  page: { cursor?: string | undefined; limit: number },
): Promise<ReportPage> {
  const reports = await deps.collections.reports
    .find(page.cursor === undefined ? {} : after(page.cursor))
    .sort({ at: -1, _id: -1 })
    .limit(page.limit)
    .toArray()
  const questions = await readQuestions(
    deps,
    reports.map(({ itemId }) => itemId),
  )
  const last = reports.length < page.limit ? undefined : reports.at(-1)
  return {
    reports: reports.map((report) => ({
      reportId: report._id.toHexString(),
      itemId: report.itemId.toHexString(),
      questionId: report.questionId.toHexString(),
      topicId: report.topicId.toHexString(),
      reason: report.reason,
      comment: report.comment ?? null,
      at: report.at.toISOString(),
      question: questions.get(report.itemId.toHexString()) ?? null,
    })),
    cursor: last ? toCursor(last) : null,
  }
}

type Question = NonNullable<ReportPage['reports'][number]['question']>

async function readQuestions({ collections }: Deps, itemIds: ObjectId[]): Promise<Map<string, Question>> {
  const filter = { _id: { $in: itemIds } }
  const projection = { text: 1, type: 1, status: 1 } as const
  const [bank, generated] = await Promise.all([
    collections.bankItems.find(filter).project<Question & { _id: ObjectId }>(projection).toArray(),
    collections.generatedQuestions.find(filter).project<Question & { _id: ObjectId }>(projection).toArray(),
  ])
  return new Map(
    [...bank, ...generated].map(({ _id, text, type, status }) => [_id.toHexString(), { text, type, status }]),
  )
}

const toCursor = ({ at, _id }: z.infer<typeof reportDocumentSchema>) =>
  `${at.getTime().toString(36)}-${_id.toHexString()}`

function after(cursor: string) {
  const [time = '', id = ''] = cursor.split('-')
  const at = new Date(Number.parseInt(time, 36))
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: toId(id) } }] }
}
