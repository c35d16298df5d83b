/** Flagging a question that one was served: evidence for the night, and for whoever reviews the item. */
import { Refusal } from '../contract/problem.ts'
import type { ReportRequest } from '../contract/quiz.ts'
import { derivedId, toId } from '../platform/ids.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'
import type { QuizDeps } from './deps.ts'
import { tell } from './interactions.ts'
import { loadRecord, servedIds, settingsOf, standingOf } from './record.ts'

export type Reported = { reportId: string; questionId: string; isNew: boolean }

/** One report per question and reason; the first comment stays. @throws Refusal question-not-served */
export async function reportQuestion(
  deps: QuizDeps,
  { sub, request }: { sub: string; request: ReportRequest },
): Promise<Reported> {
  const { collections, clock } = deps
  const questionId = toId(request.questionId)
  const question = await persistently(() => collections.questions.findOne({ _id: questionId }))
  const record = question && (await loadRecord(deps, question.sessionId))
  if (!question || record?.session.sub !== sub) throw new Refusal('question-not-served')
  const standing = standingOf(record)
  const served = servedIds(record, standing.kind === 'asking' ? standing.current : null)
  if (!served.some((id) => id.equals(questionId))) throw new Refusal('question-not-served')

  const { itemId, topicId, sessionId, userId } = question
  const reportId = derivedId('report', request.questionId, request.reason)
  const reported = { reportId: reportId.toHexString(), questionId: request.questionId }
  const at = clock()
  try {
    await persistently(() =>
      collections.reports.insertOne({
        _id: reportId,
        userId,
        questionId,
        itemId,
        topicId,
        sessionId,
        reason: request.reason,
        comment: request.comment,
        at,
      }),
    )
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return { ...reported, isNew: false }
  }
  await tell(settingsOf(record.session), [
    {
      type: 'question.reported',
      at,
      questionId: request.questionId,
      part: request.reason,
      data: { reason: request.reason },
    },
  ])
  return { ...reported, isNew: true }
}
