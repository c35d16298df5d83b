/** What a judged answer leads to. Pure: the same quiz and grade give the same, whichever process decides. */
import { abilityOf } from '../adaptive/ability.ts'
import { chooseNext, type NextStep as EngineStep } from '../adaptive/choose-next.ts'
import { rollingState } from '../adaptive/rolling.ts'
import type { NextStep } from '../contract/documents.ts'
import type { FeedbackItem } from '../contract/feedback.ts'
import type { AnswerReply, StopReason } from '../contract/quiz.ts'
import { chosenOption } from '../grading/choice.ts'
import type { Grade } from '../grading/grade-answer.ts'
import { toId } from '../platform/ids.ts'
import { toAnswerRecord, toCandidate } from './engine-input.ts'
import type { LiveAnswer, LiveQuestion, LiveQuiz, QuizSettings } from './live-quiz.ts'
import { toQuestionView } from './question-view.ts'
import { type Outcome, outcomeOf } from './result.ts'

type Estimate = { theta: number; standardError: number }

/** A grade, or that there will be none. */
export type Judgement = Grade & {
  /** The verdict never came, and not by the student's doing: such an answer is not among those that count as unknown. */
  excused?: boolean
}

export type Decision = {
  verdict: Grade['verdict']
  correct: boolean | null
  feedback: FeedbackItem[]
  unsupported: string | undefined
  explanation: string
  ability: { before: Estimate; after: Estimate }
  /** All answers, this one included. */
  answers: LiveAnswer[]
  next: NextStep
  nextQuestion: LiveQuestion | null
  /** When the answer ends the quiz. */
  outcome: (Outcome & { stopReason: StopReason }) | null
  reply: AnswerReply
  correctStreak: number
  recent: readonly boolean[]
}

/** The answer as it is recorded and compared: BSON keeps no lone surrogates. */
export const recordedAnswer = ({ options }: Pick<LiveQuestion, 'options'>, answer: string) =>
  options ? chosenOption(options, answer.toWellFormed()) : answer.toWellFormed()

/** @param moreComing whether questions may still join the pool; asked only when nothing is left in it */
export function decide(
  { settings, answers: earlier, current, candidates }: LiveQuiz,
  judgement: Judgement,
  moreComing: boolean,
): Decision {
  const { verdict, feedback, unsupported } = countUnknown(judgement, earlier)
  const correct = verdict === 'unknown' ? null : verdict === 'correct'
  const answers = [
    ...earlier,
    {
      questionId: current.questionId,
      level: current.level,
      parameters: current.parameters,
      correct,
      ...(judgement.excused && { excused: true }),
    },
  ]
  const records = answers.map(toAnswerRecord)
  const step = chooseNext({
    policy: settings.policy,
    range: settings.range,
    length: settings.length,
    seed: settings.seed,
    seq: answers.length,
    prior: settings.prior,
    answers: records,
    candidates: candidates.map(toCandidate),
    moreComing,
  })
  const { window, streak } = rollingState(records)
  const said = { correct, feedback, explanation: current.explanation }
  return {
    ...said,
    verdict,
    unsupported,
    ability: { before: abilityOf(settings.prior, earlier.map(toAnswerRecord)), after: step.ability },
    answers,
    correctStreak: streak,
    recent: window,
    ...following(settings, answers, step, candidates, said),
  }
}

/**
 * One answer that cannot be judged goes uncounted in a quiz, a further one counts as incorrect: else code that the grader
 * does not know would be a way past every hard question.
 */
function countUnknown(grade: Judgement, earlier: readonly LiveAnswer[]): Grade {
  if (grade.verdict !== 'unknown' || grade.excused) return grade
  const isFirst = earlier.every(({ correct, excused }) => correct !== null || excused)
  const message = isFirst
    ? 'This answer does not count. A further one in this quiz that cannot be judged will count as incorrect.'
    : 'This is not the first answer in this quiz that cannot be judged: it counts as incorrect.'
  return {
    ...grade,
    verdict: isFirst ? 'unknown' : 'incorrect',
    feedback: [...grade.feedback, { severity: 'informative', message }],
  }
}

type Following = Pick<Decision, 'next' | 'nextQuestion' | 'outcome' | 'reply'>
type Said = { correct: boolean | null; feedback: FeedbackItem[]; explanation: string }

/** The step in its three shapes: as recorded, as state, and as told to the student. */
function following(
  settings: QuizSettings,
  answers: readonly LiveAnswer[],
  step: EngineStep,
  candidates: readonly LiveQuestion[],
  said: Said,
): Following {
  switch (step.kind) {
    case 'stop': {
      const { stopReason } = step
      const outcome = outcomeOf(settings, answers, stopReason)
      const reply: AnswerReply = { ...said, completed: true, ...outcome }
      return { next: { kind: 'stop', stopReason }, nextQuestion: null, outcome: { ...outcome, stopReason }, reply }
    }
    case 'wait': {
      const reply: AnswerReply = { ...said, nextQuestion: null, status: 'preparing' }
      return { next: { kind: 'waiting' }, nextQuestion: null, outcome: null, reply }
    }
    case 'question': {
      const { questionId, level, reason } = step
      const nextQuestion = candidates.find((candidate) => candidate.questionId === questionId)
      if (!nextQuestion) throw new Error(`the engine chose ${questionId}, which it was not offered`)
      const view = toQuestionView(nextQuestion, answers.length + 1, settings.length)
      const next = { kind: 'question', questionId: toId(questionId), level, reason } as const
      return { next, nextQuestion, outcome: null, reply: { ...said, nextQuestion: view } }
    }
  }
}
