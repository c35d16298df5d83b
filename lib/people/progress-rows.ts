/** How somebody stands on each topic, from their quizzes. Pure. */
import type { SessionDocument } from '../contract/documents.ts'
import type { ProgressRow } from '../contract/people.ts'

/** What of a quiz counts here. */
export type QuizSummary = Pick<
  SessionDocument,
  | 'topicId'
  | 'status'
  | 'lastActivity'
  | 'endTime'
  | 'length'
  | 'totalAnswered'
  | 'correctCount'
  | 'score'
  | 'total'
  | 'result'
>

type Score = { score: number; total: number }
type Finished = QuizSummary & Score & { endTime: Date }

const isFinished = (quiz: QuizSummary): quiz is Finished =>
  quiz.status === 'completed' && quiz.endTime !== null && quiz.score !== undefined && quiz.total !== undefined

const isOpen = ({ status }: QuizSummary) => status === 'active' || status === 'preparing'

const latestBy = <Q extends QuizSummary>(quizzes: readonly Q[], timeOf: (quiz: Q) => Date): Q | undefined =>
  quizzes.toSorted((one, other) => timeOf(other).getTime() - timeOf(one).getTime())[0]

/** A quiz without any verdict has a total of 0. */
const share = ({ score, total }: Score) => (total === 0 ? 0 : score / total)

function bestOf(finished: readonly Finished[]): Score | null {
  const [best] = finished.toSorted((one, other) => share(other) - share(one) || other.total - one.total)
  return best ? { score: best.score, total: best.total } : null
}

/**
 * One row per topic, the latest first. A topic shows its open quiz, else the latest finished one, else the latest
 * abandoned one. @param titles by topic id; a topic that is not there any more has no row
 */
export function progressRows(quizzes: readonly QuizSummary[], titles: ReadonlyMap<string, string>): ProgressRow[] {
  return [...Map.groupBy(quizzes, ({ topicId }) => topicId.toHexString())]
    .flatMap(([topicId, ofTopic]) => {
      const topicTitle = titles.get(topicId)
      return topicTitle === undefined ? [] : (rowOf(topicId, topicTitle, ofTopic) ?? [])
    })
    .toSorted((one, other) => other.lastAttempt.localeCompare(one.lastAttempt))
}

function rowOf(topicId: string, topicTitle: string, quizzes: readonly QuizSummary[]): ProgressRow | undefined {
  const finished = quizzes.filter(isFinished)
  const latestFinished = latestBy(finished, ({ endTime }) => endTime)
  const standing = {
    topicId,
    topicTitle,
    best: bestOf(finished),
    attempts: quizzes.length,
    ability: latestFinished?.result?.ability ?? null,
  }
  const open = quizzes.find(isOpen)
  if (!open && latestFinished) {
    const { score, total, endTime } = latestFinished
    return { ...standing, completed: true, score, total, lastAttempt: endTime.toISOString() }
  }
  const shown = open ?? latestBy(quizzes, ({ lastActivity }) => lastActivity)
  return (
    shown && {
      ...standing,
      completed: false,
      status: open ? 'in-progress' : 'abandoned',
      currentScore: shown.correctCount,
      answered: shown.totalAnswered,
      totalQuestions: shown.length,
      lastAttempt: shown.lastActivity.toISOString(),
    }
  )
}
