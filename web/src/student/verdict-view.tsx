/** What became of an answer: verdict, feedback, explanation, and the way on. */
import { useEffect, useRef } from 'preact/hooks'
import { RichText } from '../shared/rich-text.tsx'
import { strings } from '../strings.ts'
import type { Feedback, QuizState } from './quiz-flow.ts'
import { ReportForm } from './report-form.tsx'

type Judged = Extract<QuizState, { kind: 'judged' }>

export function VerdictView({ state, goOn }: { state: Judged; goOn: () => void }) {
  const { verdict, question, isLast } = state
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => next.current?.focus(), [])
  return (
    <section class={`verdict ${nameOf(verdict.correct)}`}>
      <h2 id="verdict">{strings.quiz[nameOf(verdict.correct)]}</h2>
      {verdict.feedback.length > 0 && (
        <ul class="feedback">
          {verdict.feedback.map((item, place) => (
            <FeedbackView key={place} item={item} />
          ))}
        </ul>
      )}
      <h3>{strings.quiz.explanation}</h3>
      <p>
        <RichText text={verdict.explanation} />
      </p>
      <div class="actions">
        <button type="button" ref={next} aria-describedby="verdict" onClick={goOn}>
          {isLast ? strings.quiz.toResult : strings.quiz.next}
        </button>
        <ReportForm questionId={question.id} />
      </div>
    </section>
  )
}

function nameOf(correct: boolean | null) {
  if (correct === null) return 'unknown'
  return correct ? 'correct' : 'incorrect'
}

const FeedbackView = ({ item }: { item: Feedback }) => (
  <li class={item.severity}>
    {item.line !== undefined && <span class="faint">{strings.quiz.line(item.line)}: </span>}
    <RichText text={item.message} />
    {item.test && (
      <dl>
        <dt>{strings.quiz.input}</dt>
        <dd>
          <code>{item.test.input}</code>
        </dd>
        {item.expected !== undefined && (
          <>
            <dt>{strings.quiz.expected}</dt>
            <dd>
              <code>{item.expected}</code>
            </dd>
          </>
        )}
        {item.actual !== undefined && (
          <>
            <dt>{strings.quiz.actual}</dt>
            <dd>
              <code>{item.actual}</code>
            </dd>
          </>
        )}
      </dl>
    )}
  </li>
)
