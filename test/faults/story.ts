/** What happened, as the student saw it: the checker's only witness beside the stores. */
import type { AnswerReply, QuestionView, QuizView, Started } from '../../lib/contract/quiz.ts'

export type AnswerSent = {
  sessionId: string
  question: QuestionView
  answer: string
  /** null: no reply that says anything (lost, 503). `pending`: recorded, its verdict to come. */
  outcome:
    | null
    | { kind: 'replied'; reply: AnswerReply }
    | { kind: 'pending' }
    | { kind: 'other-recorded'; correct: boolean | null | undefined }
    | { kind: 'refused'; problem: string }
}

export type StartSent = {
  key: string
  restart: boolean
  outcome: null | { status: 200 | 201; started: Started } | { status: 202; sessionId: string }
}

export type View = {
  view: QuizView
  /** Questions whose answers were known to be recorded when it was asked for. */
  known: string[]
}

export type ReportSent = {
  questionId: string
  reason: string
  comment: string
  /** null: no reply that says anything. */
  status: 200 | 201 | null
}

export type Story = {
  starts: StartSent[]
  answers: AnswerSent[]
  views: View[]
  reports: ReportSent[]
  /** Who the student was, once they have been told that nothing is left of them. */
  erased: string | null
  /** Sessions whose end the student has asked for, whatever the reply was. */
  abandoned: Set<string>
  /** Whether an old open quiz may have been closed by the night. */
  nights: number
  /** The clock went forwards far enough for a verdict to be given up. */
  jumped: boolean
  /** What is wrong whatever the stores hold: a 500, a second sending, a stubborn student's despair. */
  wrongs: string[]
  /** How often things happened that are no fault of a store's: a worker's death, a jump of the clock. */
  events: Record<string, number>
  count(event: string): void
  /** Every fault and every step with its time in milliseconds, in order, for whoever has to find out. */
  lines: string[]
  note(line: string): void
}

export function newStory(): Story {
  const began = performance.now()
  const lines: string[] = []
  const events: Record<string, number> = {}
  return {
    starts: [],
    answers: [],
    views: [],
    reports: [],
    erased: null,
    events,
    count(event) {
      events[event] = (events[event] ?? 0) + 1
    },
    abandoned: new Set(),
    nights: 0,
    jumped: false,
    wrongs: [],
    lines,
    note: (line) => lines.push(`${String(Math.round(performance.now() - began)).padStart(6)} ${line}`),
  }
}
