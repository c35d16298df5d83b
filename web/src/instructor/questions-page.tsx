/** The stock of questions: the bank's and the generated ones. */
import { useEffect, useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { type Entered, Form, Select } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { isIn } from '../shared/is-in.ts'
import { RichText } from '../shared/rich-text.tsx'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { Wide } from '../shared/wide.tsx'
import { inPercent } from './statistics-view.tsx'
import { loadTopicOptions, type TopicOption } from './topic-names.ts'

type Found = Schemas['QuestionList']['questions']
type Status = keyof typeof words.questions.statuses
type Filter = { source: keyof typeof words.questions.sources; status?: Status; topicId?: string }

const isStatus = isIn(words.questions.statuses)
const isSource = isIn(words.questions.sources)

export function QuestionsPage() {
  const { api } = useSession()
  const topics = useLoaded(() => loadTopicOptions(api), [api])
  return (
    <>
      <Heading text={words.questions.heading} />
      <Show loaded={topics}>{(options) => <Stock topics={options} />}</Show>
    </>
  )
}

function Stock({ topics }: { topics: readonly TopicOption[] }) {
  const { api } = useSession()
  const [filter, setFilter] = useState<Filter>({ source: 'bank' })
  const [found, setFound] = useState<{ questions: Found; next: string | null } | null>(null)
  const load = useAction(async (wanted: Filter, before: Found, cursor: string | undefined) => {
    setFilter(wanted)
    const page = bodyOf(await api.GET('/api/admin/questions', { params: { query: { ...wanted, cursor } } }))
    setFound({ questions: [...before, ...page.questions], next: page.next })
  })
  useEffect(() => {
    load.run(filter, [], undefined)
  }, [])
  const search = {
    ...load,
    run: ({ text }: Entered) => {
      const [source, status] = [text('source'), text('status')]
      const wanted = {
        source: isSource(source) ? source : ('bank' as const),
        status: isStatus(status) ? status : undefined,
        topicId: text('topic'),
      }
      return load.run(wanted, [], undefined)
    },
  }
  const { questions } = words
  return (
    <>
      <div class="card">
        <Form action={search} submit={questions.show}>
          <div class="row">
            <Select label={questions.source} name="source" options={Object.entries(questions.sources)} />
            <Select
              label={questions.status}
              name="status"
              options={[['', words.all], ...Object.entries(questions.statuses)]}
            />
            <Select label={questions.topic} name="topic" options={[['', words.all], ...topics]} />
          </div>
        </Form>
      </div>
      {found && <QuestionTable questions={found.questions} topics={new Map(topics)} />}
      {found?.next && (
        <button
          type="button"
          class="quiet"
          disabled={load.isRunning}
          onClick={() => load.run(filter, found.questions, found.next ?? undefined)}
        >
          {words.more}
        </button>
      )}
    </>
  )
}

function QuestionTable({ questions: rows, topics }: { questions: Found; topics: ReadonlyMap<string, string> }) {
  const { questions } = words
  if (rows.length === 0) return <p role="status">{questions.none}</p>
  return (
    <Wide label={questions.heading}>
      <table>
        <thead>
          <tr>
            <th scope="col">{questions.question}</th>
            <th scope="col">{questions.topic}</th>
            <th scope="col">{questions.level}</th>
            <th scope="col">{questions.type}</th>
            <th scope="col">{questions.facility}</th>
            <th scope="col">{questions.discrimination}</th>
            <th scope="col">{questions.status}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, text, topicId, level, type, status, statistics }) => (
            <tr key={id}>
              <th scope="row">
                <a href={`/instructor/questions/${id}`}>
                  <RichText text={text} />
                </a>
              </th>
              <td>{topics.get(topicId) ?? words.none}</td>
              <td>{level}</td>
              <td>{words.types[type]}</td>
              <td>{inPercent(statistics?.facility ?? null)}</td>
              <td>{inPercent(statistics?.discriminationIndex ?? null)}</td>
              <td>{questions.statuses[status]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
