/** A quiz as its student sees it: to resume, to poll, and after its end. */
import type { ObjectId } from 'mongodb'
import type { QuizView } from '../contract/quiz.ts'
import { toQuestionView } from './question-view.ts'
import { isOpen, type QuizRecord, standingOf, toLiveQuestion } from './record.ts'

/** @param record settled */
export function toQuizView(record: QuizRecord): QuizView {
  const { session, attempts } = record
  const standing = standingOf(record)
  const current = isOpen(session) && standing.kind === 'asking' ? standing.current : null
  const last = attempts.at(-1)
  return {
    sessionId: session._id.toHexString(),
    topicId: session.topicId.toHexString(),
    status: isOpen(session) && !current && standing.kind !== 'checking' ? 'preparing' : session.status,
    question: current && toQuestionView(toLiveQuestion(current), attempts.length + 1, session.length),
    answered: attempts.length,
    totalQuestions: session.length,
    correctCount: attempts.filter(({ isCorrect }) => isCorrect === true).length,
    lastAnswer: last
      ? {
          questionId: last.questionId.toHexString(),
          verdict: last.verdict,
          correct: last.isCorrect,
          feedback: last.feedback,
          explanation: last.verdict === 'checking' ? null : explanationOf(record, last.questionId),
        }
      : null,
    ...(session.score !== undefined && { score: session.score, total: session.total, result: session.result }),
  }
}

const explanationOf = ({ questions }: QuizRecord, questionId: ObjectId): string | null =>
  questions.find(({ _id }) => _id.equals(questionId))?.explanation ?? null
