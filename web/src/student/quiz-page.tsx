/** A quiz from its current question to its result; a reload goes on where it was. */

import { useEffect, useMemo, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { DelayNotice, Failure, Waiting } from '../shared/show.tsx'
import { readStored, writeStored } from '../shared/stored.ts'
import { useAction } from '../shared/use-action.ts'
import { wait } from '../shared/wait.ts'
import { strings } from '../strings.ts'
import { QuestionForm } from './question-form.tsx'
import { createQuizFlow, type Feedback, type PendingAnswer, type QuizFlow, type QuizState } from './quiz-flow.ts'
import { ResultView } from './result-view.tsx'
import { VerdictView } from './verdict-view.tsx'

function pendingIn(sessionId: string) {
  const key = `pending:${sessionId}`
  return {
    read: () => readStored<PendingAnswer>(key),
    write: (answer: PendingAnswer | null) => writeStored(key, answer),
  }
}

export function QuizPage({ sessionId }: { sessionId: string }) {
  const { api } = useSession()
  const [state, show] = useState<QuizState>({ kind: 'loading', delay: null })
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
      return state.delay ? <DelayNotice delay={state.delay} /> : <Waiting text={strings.loading} />
    case 'failed':
      return <Failure error={state.error} retry={flow.resume} />
    case 'preparing':
      return <Waiting text={state.isChecking ? strings.quiz.checking : strings.quiz.preparing} />
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
  const given = state.kind === 'asking' ? null : state.answer
  return (
    <article class="card quiz">
      <div class="quiz-head">
        <Heading key={question.id} text={strings.quiz.question(question.number, question.total)} takesFocus />
        <LeaveButton sessionId={sessionId} />
      </div>
      <progress
        aria-label={strings.quiz.progress}
        max={question.total}
        value={question.number - (state.kind === 'judged' ? 0 : 1)}
      />
      <QuestionForm
        key={question.id}
        question={question}
        given={given}
        feedback={state.kind === 'judged' ? state.verdict.feedback : none}
        correct={state.kind === 'judged' ? state.verdict.correct : undefined}
        answer={(text) => flow.answer(question, text)}
      />
      <div aria-live="polite">
        {state.kind === 'sending' && <Waiting text={strings.quiz.sending} />}
        {state.kind === 'sending' && state.delay && <DelayNotice delay={state.delay} note={strings.quiz.countsOnce} />}
        {state.kind === 'checking' && <Waiting text={strings.quiz.checking} />}
        {state.kind === 'judged' && <VerdictView state={state} goOn={flow.goOn} />}
      </div>
    </article>
  )
}

/** Always the same one: the editor marks its lines anew when the feedback changes. */
const none: Feedback[] = []

function LeaveButton({ sessionId }: { sessionId: string }) {
  const { api } = useSession()
  const { route } = useLocation()
  const leave = useAction(async () => {
    if (!window.confirm(strings.quiz.leaveConfirm)) return
    await api.POST('/api/quiz/{sessionId}/abandon', { params: { path: { sessionId } } })
    route('/')
  })
  return (
    <>
      <button type="button" class="quiet" disabled={leave.isRunning} onClick={leave.run}>
        {strings.quiz.leave}
      </button>
      {leave.error !== null && <Failure error={leave.error} retry={leave.run} />}
    </>
  )
}
