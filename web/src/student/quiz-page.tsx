/** A quiz from its current question to its result; a reload goes on where it was. */
import { useLocation } from 'preact-iso'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useSession } from '../shared/session.ts'
import { Failure, Waiting } from '../shared/show.tsx'
import { strings } from '../strings.ts'
import { QuestionForm } from './question-form.tsx'
import { createQuizFlow, type PendingAnswer, type QuizFlow, type QuizState } from './quiz-flow.ts'
import { ResultView } from './result-view.tsx'
import { VerdictView } from './verdict-view.tsx'

const wait = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1_000))

function pendingIn(sessionId: string) {
  const key = `pending:${sessionId}`
  return {
    read(): PendingAnswer | null {
      const text = sessionStorage.getItem(key)
      return text ? JSON.parse(text) : null
    },
    write(answer: PendingAnswer | null): void {
      if (answer) sessionStorage.setItem(key, JSON.stringify(answer))
      else sessionStorage.removeItem(key)
    },
  }
}

export function QuizPage({ sessionId }: { sessionId: string }) {
  const { api } = useSession()
  const [state, show] = useState<QuizState>({ kind: 'loading' })
  const flow = useMemo(
    () => createQuizFlow({ api, sessionId, show, wait, pending: pendingIn(sessionId) }),
    [api, sessionId],
  )
  useEffect(() => {
    flow.resume()
    return () => flow.stop()
  }, [flow])
  return <QuizStage state={state} flow={flow} sessionId={sessionId} />
}

type StageProps = { state: QuizState; flow: QuizFlow; sessionId: string }

function QuizStage({ state, flow, sessionId }: StageProps) {
  switch (state.kind) {
    case 'loading':
      return <Waiting text={strings.loading} />
    case 'failed':
      return <Failure error={state.error} retry={flow.resume} />
    case 'preparing':
      return <Waiting text={strings.quiz.preparing} />
    case 'ended':
      return <ResultView view={state.view} />
    case 'asking':
    case 'sending':
    case 'checking':
    case 'judged':
      return <Asked state={state} flow={flow} sessionId={sessionId} />
  }
}

type AskedState = Extract<QuizState, { kind: 'asking' | 'sending' | 'checking' | 'judged' }>

/** The question, what became of the answer, and the way on. The heading takes the focus when a new question comes. */
function Asked({ state, flow, sessionId }: { state: AskedState; flow: QuizFlow; sessionId: string }) {
  const { question } = state
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [question.id])
  const answered = question.number - (state.kind === 'judged' ? 0 : 1)
  return (
    <article class="card quiz">
      <div class="quiz-head">
        <h1 ref={heading} tabIndex={-1}>
          {strings.quiz.question(question.number, question.total)}
        </h1>
        <LeaveButton sessionId={sessionId} />
      </div>
      <progress aria-label={strings.quiz.progress} max={question.total} value={answered} />
      <QuestionForm
        key={question.id}
        question={question}
        given={state.kind === 'asking' ? null : state.answer}
        feedback={state.kind === 'judged' ? state.verdict.feedback : []}
        answer={(text) => flow.answer(question, text)}
      />
      <div aria-live="polite">
        {state.kind === 'sending' && <Waiting text={sendingText(state.reason)} />}
        {state.kind === 'checking' && <Waiting text={strings.quiz.checking} />}
        {state.kind === 'judged' && <VerdictView state={state} goOn={flow.goOn} />}
      </div>
    </article>
  )
}

function sendingText(reason: 'unsure' | 'busy' | null): string {
  if (reason === 'unsure') return strings.quiz.unsure
  return reason === 'busy' ? `${strings.maintenance}. ${strings.quiz.unsure}` : strings.quiz.sending
}

function LeaveButton({ sessionId }: { sessionId: string }) {
  const { api } = useSession()
  const { route } = useLocation()
  const [error, setError] = useState<unknown>(null)
  const leave = async () => {
    if (!window.confirm(strings.quiz.leaveConfirm)) return
    try {
      await api.POST('/api/quiz/{sessionId}/abandon', { params: { path: { sessionId } } })
      route('/')
    } catch (fault) {
      setError(fault)
    }
  }
  return (
    <>
      <button type="button" class="quiet" onClick={leave}>
        {strings.quiz.leave}
      </button>
      {error !== null && <Failure error={error} retry={leave} />}
    </>
  )
}
