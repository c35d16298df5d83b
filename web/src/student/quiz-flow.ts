/**
 * The course of a quiz, apart from how it looks. An answer is sent until its verdict is known, also over a lost
 * connection, a reload or a new sign-in: the server counts it once, however often it comes.
 */
import { type Api, ApiError, bodyOf, isSignedOut, type Schemas } from '../api/client.ts'
import { type Delay, patiently } from '../api/patiently.ts'

export type Question = Schemas['Question']
export type QuizView = Schemas['Quiz']
export type Feedback = Schemas['FeedbackItem']

export type Verdict = { correct: boolean | null; feedback: Feedback[]; explanation: string }

/** `delay`: what was asked last could not be delivered, and is about to be asked again. */
export type QuizState =
  | { kind: 'loading'; delay: Delay | null }
  | { kind: 'failed'; error: unknown }
  | { kind: 'preparing'; isChecking: boolean }
  | { kind: 'asking'; question: Question }
  | { kind: 'sending'; question: Question; answer: string; delay: Delay | null }
  | { kind: 'checking'; question: Question; answer: string }
  | { kind: 'judged'; question: Question; answer: string; verdict: Verdict; isLast: boolean }
  | { kind: 'ended'; view: QuizView }

/** What a page needs of the browser, so that tests can do without one. */
export type FlowDeps = {
  api: Api
  sessionId: string
  show(state: QuizState): void
  /** May end early, when trying again at once could help. */
  wait(seconds: number): Promise<void>
  /** Kept over a reload of the page. */
  pending: { read(): PendingAnswer | null; write(answer: PendingAnswer | null): void }
}

export type PendingAnswer = { question: Question; answer: string }

export type QuizFlow = {
  /** Finds out how the quiz stands, and goes on from there. */
  resume(): Promise<void>
  answer(question: Question, answer: string): Promise<void>
  /** After a verdict. */
  goOn(): Promise<void>
  stop(): void
}

const secondsBetweenLooks = 1

export function createQuizFlow({ api, sessionId, show, wait, pending }: FlowDeps): QuizFlow {
  const path = { sessionId }
  let isStopped = false
  let following: Question | null = null

  const tell = (state: QuizState) => {
    if (!isStopped) show(state)
  }
  const patience = { wait, isGivenUp: () => isStopped }

  const read = (onDelay: (delay: Delay) => void) =>
    patiently(async () => bodyOf(await api.GET('/api/quiz/{sessionId}', { params: { path } })), onDelay, patience)

  async function resume(): Promise<void> {
    const unsent = pending.read()
    if (unsent) return send(unsent)
    try {
      tell({ kind: 'loading', delay: null })
      const view = await read((delay) => tell({ kind: 'loading', delay }))
      showStanding(isWaiting(view) ? await look((later) => !isWaiting(later), view) : view)
    } catch (error) {
      tell({ kind: 'failed', error })
    }
  }

  function showStanding(view: QuizView): void {
    if (view.status === 'completed' || view.status === 'abandoned') tell({ kind: 'ended', view })
    else if (view.question) tell({ kind: 'asking', question: view.question })
    else tell({ kind: 'preparing', isChecking: view.lastAnswer?.verdict === 'checking' })
  }

  /** Looks again and again; says what the quiz waits for. */
  async function look(isDone: (view: QuizView) => boolean, first: QuizView): Promise<QuizView> {
    showStanding(first)
    for (;;) {
      await wait(secondsBetweenLooks)
      const view = await read((delay) => tell({ kind: 'loading', delay }))
      if (isStopped || isDone(view)) return view
      showStanding(view)
    }
  }

  async function send({ question, answer }: PendingAnswer): Promise<void> {
    pending.write({ question, answer })
    const sending = (delay: Delay | null) => tell({ kind: 'sending', question, answer, delay })
    try {
      sending(null)
      const body = { questionId: question.id, answer }
      const post = () => api.POST('/api/quiz/{sessionId}/answer', { params: { path }, body })
      const reply = bodyOf(await patiently(post, sending, patience))
      if (!('correct' in reply)) return await awaitVerdict({ question, answer })
      const { correct, feedback, explanation } = reply
      following = 'nextQuestion' in reply ? reply.nextQuestion : null
      judged({ question, answer }, { correct, feedback, explanation }, 'completed' in reply)
    } catch (error) {
      // What the server refuses is not sent again after a reload; what it had no time for, is.
      if (error instanceof ApiError && error.status < 500 && !isSignedOut(error)) pending.write(null)
      if (isOvertaken(error)) await resume()
      else tell({ kind: 'failed', error })
    }
  }

  async function awaitVerdict({ question, answer }: PendingAnswer): Promise<void> {
    const isStillChecked = ({ lastAnswer }: QuizView) =>
      lastAnswer?.questionId === question.id && lastAnswer.verdict === 'checking'
    let view: QuizView
    do {
      tell({ kind: 'checking', question, answer })
      await wait(secondsBetweenLooks)
      view = await read((delay) => tell({ kind: 'sending', question, answer, delay }))
    } while (!isStopped && isStillChecked(view))
    if (isStopped) return
    const last = view.lastAnswer
    if (last?.questionId !== question.id) {
      // Another tab has gone on.
      pending.write(null)
      return showStanding(view)
    }
    following = view.question
    const verdict = { correct: last.correct, feedback: last.feedback, explanation: last.explanation ?? '' }
    judged({ question, answer }, verdict, view.status === 'completed')
  }

  function judged(answered: PendingAnswer, verdict: Verdict, isLast: boolean): void {
    pending.write(null)
    tell({ kind: 'judged', ...answered, verdict, isLast })
  }

  return {
    resume,
    answer: (question, answer) => send({ question, answer }),
    async goOn() {
      if (!following) return resume()
      const question = following
      following = null
      tell({ kind: 'asking', question })
    },
    stop() {
      isStopped = true
    },
  }
}

const isWaiting = (view: QuizView) => (view.status === 'active' || view.status === 'preparing') && !view.question

/** Somebody, perhaps this student in another tab, has answered or ended it. */
const isOvertaken = (error: unknown) =>
  error instanceof ApiError && ['already-answered', 'quiz-ended', 'question-not-served'].some((name) => error.is(name))
