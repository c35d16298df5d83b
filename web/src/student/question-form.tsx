/** One question and the field for its answer, of whichever type; by keyboard as by pointer. */

import { useEffect, useRef, useState } from 'preact/hooks'
import { ErrorBoundary, lazy } from 'preact-iso'
import { RichText } from '../shared/rich-text.tsx'
import { readStored, writeStored } from '../shared/stored.ts'
import { strings } from '../strings.ts'
import type { Feedback, Question } from './quiz-flow.ts'

const CodeEditor = lazy(() => import('./code-editor.tsx').then(({ CodeEditor }) => CodeEditor))

export type QuestionFormProps = {
  question: Question
  /** The answer that was given; null while the question is open. */
  given: string | null
  feedback: readonly Feedback[]
  /** undefined until there is a verdict. */
  correct?: boolean | null
  answer: (text: string) => void
}

/** What is typed is kept over a reload, until it is the answer. */
export function QuestionForm({ question, given, feedback, correct, answer }: QuestionFormProps) {
  const draft = `draft:${question.id}`
  const [text, setText] = useState(() => given ?? readStored<string>(draft) ?? question.starterCode ?? '')
  const isOpen = given === null
  const isReady = isOpen && text.trim() !== ''
  const change = (typed: string) => {
    setText(typed)
    writeStored(draft, typed)
  }
  const submit = (event?: Event) => {
    event?.preventDefault()
    if (!isReady) return
    writeStored(draft, null)
    answer(text)
  }
  return (
    <form onSubmit={submit}>
      <div class="stem" id="stem">
        <RichText text={question.text} />
      </div>
      <AnswerField
        question={question}
        text={given ?? text}
        isOpen={isOpen}
        feedback={feedback}
        correct={correct}
        change={change}
        submit={submit}
      />
      {isOpen && (
        <button type="submit" disabled={!isReady}>
          {strings.quiz.submit}
        </button>
      )}
    </form>
  )
}

type FieldProps = {
  question: Question
  text: string
  isOpen: boolean
  feedback: readonly Feedback[]
  correct: boolean | null | undefined
  change: (text: string) => void
  submit: () => void
}

function AnswerField({ question, text, isOpen, feedback, correct, change, submit }: FieldProps) {
  switch (question.type) {
    case 'multiple-choice':
      return (
        <Options
          options={question.options ?? []}
          chosen={text}
          isOpen={isOpen}
          correct={correct}
          choose={change}
          submit={submit}
        />
      )
    case 'text':
      return (
        <label>
          {strings.quiz.yourAnswer}
          <input
            name="answer"
            value={text}
            disabled={!isOpen}
            maxLength={2_000}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="stem"
            onInput={(event) => change(event.currentTarget.value)}
          />
        </label>
      )
    case 'coding':
      return (
        <ErrorBoundary>
          <CodeEditor label={strings.quiz.yourCode} code={text} isOpen={isOpen} feedback={feedback} change={change} />
        </ErrorBoundary>
      )
  }
}

type OptionsProps = {
  options: readonly string[]
  chosen: string
  isOpen: boolean
  correct: boolean | null | undefined
  choose: (option: string) => void
  submit: () => void
}

const verdictNames = ['incorrect', 'correct']

/** While the focus is within the question, the digits choose and Enter answers. */
function Options({ options, chosen, isOpen, correct, choose, submit }: OptionsProps) {
  const place = useRef<HTMLFieldSetElement>(null)
  // Of the latest rendering: an effect comes after the next frame, and whoever types fast is faster.
  const latest = useRef({ options, choose, submit })
  latest.current = { options, choose, submit }
  useEffect(() => {
    const question = place.current?.closest('article')
    if (!isOpen || !question) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { options, choose, submit } = latest.current
      const option = options[Number(event.key) - 1]
      if (option !== undefined) choose(option)
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('button, a, input')
      if (event.key === 'Enter' && !isOnControl) submit()
    }
    question.addEventListener('keydown', press)
    return () => question.removeEventListener('keydown', press)
  }, [isOpen])
  return (
    <fieldset ref={place} disabled={!isOpen} aria-describedby="stem">
      <legend>{strings.quiz.options}</legend>
      {options.map((option, position) => (
        <label
          class={`option ${option === chosen && typeof correct === 'boolean' ? verdictNames[Number(correct)] : ''}`}
          key={option}
        >
          <input type="radio" name="answer" checked={option === chosen} onChange={() => choose(option)} />
          <kbd>{position + 1}</kbd>
          <RichText text={option} />
        </label>
      ))}
      {isOpen && <p class="faint hint">{strings.quiz.keyboardHint(options.length)}</p>}
    </fieldset>
  )
}
