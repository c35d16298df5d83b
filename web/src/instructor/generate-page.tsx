/** Questions asked of the model, for review. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { patiently } from '../api/patiently.ts'
import { words } from '../instructor-strings.ts'
import { type Entered, Form, NumberField, Select } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { RichText } from '../shared/rich-text.tsx'
import { useSession } from '../shared/session.ts'
import { Show, Waiting } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { wait } from '../shared/wait.ts'
import { loadTopicOptions } from './topic-names.ts'

type Made = Schemas['GeneratedQuestions'] & { status: Schemas['GenerationProgress']['status'] }

const secondsBetweenLooks = 2

export function GeneratePage() {
  const { api } = useSession()
  const topics = useLoaded(() => loadTopicOptions(api), [api])
  const [made, setMade] = useState<Made | null>(null)
  const isLeft = useRef(false)
  useEffect(
    () => () => {
      isLeft.current = true
    },
    [],
  )
  const ask = useAction(async (entered: Entered) => {
    setMade({ status: 'running', questions: [], problems: [] })
    try {
      const reply = bodyOf(await api.POST('/api/admin/generateQuestions', { body: toRequest(entered) }))
      let now: Made = { status: 'done', ...reply }
      setMade(now)
      if (!('jobId' in reply)) return
      const path = { jobId: reply.jobId }
      const look = async () => bodyOf(await api.GET('/api/admin/generateQuestions/{jobId}', { params: { path } }))
      while (now.status === 'running' && !isLeft.current) {
        await wait(secondsBetweenLooks)
        now = await patiently(look, () => undefined, { wait, isGivenUp: () => isLeft.current })
        setMade(now)
      }
    } catch (error) {
      setMade(null)
      throw error
    }
  })
  const { generate } = words
  return (
    <>
      <Heading text={generate.heading} />
      <div class="card">
        <Show loaded={topics}>
          {(options) => (
            <Form action={ask} submit={generate.submit}>
              <Select label={generate.topic} name="topic" required options={options} />
              <NumberField label={generate.number} name="count" min={1} max={50} value={10} required />
              <fieldset>
                <legend>{generate.spread}</legend>
                <div class="row">
                  <NumberField label={generate.easy} name="easy" min={0} max={50} />
                  <NumberField label={generate.medium} name="medium" min={0} max={50} />
                  <NumberField label={generate.hard} name="hard" min={0} max={50} />
                </div>
              </fieldset>
            </Form>
          )}
        </Show>
      </div>
      <div aria-live="polite">{made && <MadeView made={made} />}</div>
    </>
  )
}

function toRequest({ text, number }: Entered): Schemas['QuestionsRequest'] {
  const [easy, medium, hard] = [number('easy'), number('medium'), number('hard')]
  const isSpread = easy !== undefined || medium !== undefined || hard !== undefined
  return {
    topicId: text('topic') ?? '',
    numQuestions: number('count') ?? 10,
    ...(isSpread && { difficultySpread: { easy: easy ?? 0, medium: medium ?? 0, hard: hard ?? 0 } }),
  }
}

const MadeView = ({ made: { status, questions, problems } }: { made: Made }) => (
  <section class="card">
    {status === 'running' && <Waiting text={words.generate.waiting} />}
    {status === 'failed' && <p role="alert">{words.generate.failed}</p>}
    {status !== 'running' && <p role="status">{words.generate.done(questions.length)}</p>}
    <ol>
      {questions.map(({ id, text, correctAnswer, difficulty, type }) => (
        <li key={id}>
          <RichText text={text} />{' '}
          <span class="faint">
            {words.types[type]}, {words.levelNames(difficulty)}: <RichText text={correctAnswer} />
          </span>{' '}
          <a href={`/instructor/questions/${id}`}>{words.generate.review}</a>
        </li>
      ))}
    </ol>
    {problems.length > 0 && (
      <>
        <h2>{words.generate.problems}</h2>
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </>
    )}
  </section>
)
