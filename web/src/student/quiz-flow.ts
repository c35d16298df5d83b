/**
 * The course of a quiz, apart from how it looks. An answer is sent until the server has taken it, also over a lost
 * connection or a reload: the server counts it once, however often it comes.
 */
import { type Api, ApiError, bodyOf, ConnectionError, type Schemas } from '../api/client.ts'

export type Question = Schemas['Question']
export type QuizView = Schemas['Quiz']
export type Feedback = Schemas['FeedbackItem']

export type Verdict = { correct: boolean | null; feedback: Feedback[]; explanation: string }

export type QuizState =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'preparing'; view: QuizView | null }
  | { kind: 'asking'; question: Question }
  /** `reason` while the answer could not be delivered and is about to be sent again. */
  | { kind: 'sending'; question: Question; answer: string; reason: 'unsure' | 'busy' | null }
  | { kind: 'checking'; question: Question; answer: string }
  | { kind: 'judged'; question: Question; answer: string; verdict: Verdict; isLast: boolean }
  | { kind: 'ended'; view: QuizView }

/** What a page needs of the browser, so that tests can do without one. */
export type FlowDeps = {
  api: Api
  sessionId: string
  show(state: QuizState): void
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

const shortestWait = 1
const longestWait = 15

export function createQuizFlow({ api, sessionId, show, wait, pending }: FlowDeps): QuizFlow {
  const path = { sessionId }
  let isStopped = false
  let following: Question | null = null

  const tell = (state: QuizState) => {
    if (!isStopped) show(state)
  }

  const read = async () => bodyOf(await api.GET('/api/quiz/{sessionId}', { params: { path } }))

  /** Calls until it succeeds, as long as trying again can help. */
  async function patiently<T>(call: () => Promise<T>, onDelay: (reason: 'unsure' | 'busy') => void): Promise<T> {
    for (let delay = shortestWait; ; delay = Math.min(longestWait, delay * 2)) {
      try {
        return await call()
      } catch (error) {
        if (isStopped || !isWorthAnotherTry(error)) throw error
        onDelay(error instanceof ConnectionError ? 'unsure' : 'busy')
        await wait(error instanceof ApiError ? (error.retryAfterSeconds ?? delay) : delay)
      }
    }
  }

  function standing(view: QuizView): void {
    if (view.status === 'completed' || view.status === 'abandoned') return tell({ kind: 'ended', view })
    if (view.question) return tell({ kind: 'asking', question: view.question })
    tell({ kind: 'preparing', view })
  }

  async function resume(): Promise<void> {
    const unsent = pending.read()
    if (unsent) return send(unsent.question, unsent.answer)
    tell({ kind: 'loading' })
    try {
      const view = await patiently(read, () => undefined)
      standing(view)
      if (isWaiting(view)) standing(await poll((current) => !isWaiting(current)))
    } catch (error) {
      tell({ kind: 'failed', error })
    }
  }

  async function poll(isDone: (view: QuizView) => boolean): Promise<QuizView> {
    for (;;) {
      await wait(shortestWait)
      const view = await patiently(read, () => undefined)
      if (isStopped || isDone(view)) return view
    }
  }

  async function send(question: Question, answer: string): Promise<void> {
    pending.write({ question, answer })
    tell({ kind: 'sending', question, answer, reason: null })
    try {
      const { response, data } = await patiently(
        () => api.POST('/api/quiz/{sessionId}/answer', { params: { path }, body: { questionId: question.id, answer } }),
        (reason) => tell({ kind: 'sending', question, answer, reason }),
      )
      pending.write(null)
      if (response.status === 202) return await awaitVerdict(question, answer)
      judged(question, answer, bodyOf({ data }))
    } catch (error) {
      if (isStopped) return
      // What the server refuses for good is not sent again after a reload.
      pending.write(null)
      if (isOvertaken(error)) await resume()
      else tell({ kind: 'failed', error })
    }
  }

  function judged(question: Question, answer: string, reply: object): void {
    if (!('correct' in reply)) throw new Error('a verdict was expected')
    const { correct, feedback, explanation } = reply as Verdict
    following = 'nextQuestion' in reply ? (reply.nextQuestion as Question | null) : null
    const isLast = 'completed' in reply
    tell({ kind: 'judged', question, answer, verdict: { correct, feedback, explanation }, isLast })
  }

  async function awaitVerdict(question: Question, answer: string): Promise<void> {
    tell({ kind: 'checking', question, answer })
    const view = await poll(({ lastAnswer }) => lastAnswer?.questionId === question.id && lastAnswer.verdict !== 'checking')
    const last = view.lastAnswer
    if (!last) return standing(view)
    following = view.question
    const verdict = { correct: last.correct, feedback: last.feedback, explanation: last.explanation ?? '' }
    tell({ kind: 'judged', question, answer, verdict, isLast: view.status === 'completed' })
  }

  return {
    resume,
    answer: send,
    async goOn() {
      if (following) {
        const question = following
        following = null
        return tell({ kind: 'asking', question })
      }
      await resume()
    },
    stop() {
      isStopped = true
    },
  }
}

const isWaiting = (view: QuizView) => (view.status === 'active' || view.status === 'preparing') && !view.question

const isWorthAnotherTry = (error: unknown) =>
  error instanceof ConnectionError || (error instanceof ApiError && (error.status === 429 || error.status >= 500))

/** Somebody, perhaps this student in another tab, has answered or ended it. */
const isOvertaken = (error: unknown) =>
  error instanceof ApiError && ['already-answered', 'quiz-ended', 'question-not-served'].some((name) => error.is(name))
