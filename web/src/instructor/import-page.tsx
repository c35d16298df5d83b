/** Questions from a file into the bank: looked at first, then imported. */
import { useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { Area, Check, type Entered, Form, NumberField, Select } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { isIn } from '../shared/is-in.ts'
import { useSession } from '../shared/session.ts'
import { Failure, Show } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { loadTopicOptions } from './topic-names.ts'

type Request = Schemas['QuestionImport']
type Reply = Schemas['QuestionImported']

const isFormat = isIn(words.import.formats)

export function ImportPage() {
  const { api } = useSession()
  const topics = useLoaded(() => loadTopicOptions(api), [api])
  const [preview, setPreview] = useState<{ request: Request; reply: Reply } | null>(null)
  const [done, setDone] = useState<Reply | null>(null)
  const send = async (body: Request, dryRun: 'true' | 'false') =>
    bodyOf(await api.POST('/api/admin/questions', { params: { query: { dryRun } }, body }))
  const look = useAction(async (entered: Entered) => {
    setPreview(null)
    setDone(null)
    const request = await toRequest(entered)
    setPreview({ request, reply: await send(request, 'true') })
  })
  const run = useAction(async (request: Request) => {
    setDone(await send(request, 'false'))
    setPreview(null)
  })
  return (
    <>
      <Heading text={words.import.heading} />
      <div class="card">
        <Show loaded={topics}>
          {(options) => (
            <Form action={look} submit={words.import.preview}>
              <Select label={words.import.topic} name="topic" required options={options} />
              <Select label={words.import.format} name="format" options={Object.entries(words.import.formats)} />
              <label>
                {words.import.file}
                <input type="file" name="file" accept=".json,.gift,.txt" />
              </label>
              <Area label={words.import.text} name="content" rows={8} />
              <NumberField label={words.import.level} name="level" min={1} max={5} />
              <Check label={words.import.skip} name="skip" />
            </Form>
          )}
        </Show>
      </div>
      <div aria-live="polite">
        {preview && (
          <section class="card">
            <h2>{words.import.wouldBe}</h2>
            <ReplyView reply={preview.reply} />
            {preview.reply.problems.length === 0 && (
              <button type="button" disabled={run.isRunning} onClick={() => run.run(preview.request)}>
                {words.import.run}
              </button>
            )}
            {run.error !== null && <Failure error={run.error} />}
          </section>
        )}
        {done && (
          <section class="card">
            <h2>{words.import.done}</h2>
            <ReplyView reply={done} />
          </section>
        )}
      </div>
    </>
  )
}

/** @throws Error when there is nothing to import */
async function toRequest({ text, number, isChecked, file }: Entered): Promise<Request> {
  const format = text('format')
  const content = (await file('file')?.text()) ?? text('content')
  if (!content) throw new Error(words.import.nothing)
  return {
    topicId: text('topic') ?? '',
    format: isFormat(format) ? format : 'json',
    content,
    level: number('level'),
    skipUnsupported: isChecked('skip'),
  }
}

const ReplyView = ({ reply: { imported, updated, unchanged, problems, skipped } }: { reply: Reply }) => (
  <>
    <p>{words.import.counts(imported, updated, unchanged)}</p>
    <Remarks heading={words.import.problems} remarks={problems} />
    <Remarks heading={words.import.skipped} remarks={skipped} />
  </>
)

function Remarks({ heading, remarks }: { heading: string; remarks: Reply['problems'] }) {
  if (remarks.length === 0) return null
  return (
    <>
      <h3>{heading}</h3>
      <ul>
        {remarks.map(({ number, line, message }, place) => (
          <li key={place}>
            {words.import.place(number, line)}: {message}
          </li>
        ))}
      </ul>
    </>
  )
}
