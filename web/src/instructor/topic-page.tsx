/** One topic, new or to be replaced. */
import { useLocation } from 'preact-iso'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { Area, Check, type Entered, Form, NumberField, Select, TextField } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { isIn } from '../shared/is-in.ts'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'

type Fields = Schemas['TopicCreate']

export function TopicPage({ id }: { id: string }) {
  const { api } = useSession()
  const isNew = id === 'new'
  const topic = useLoaded(async () => {
    if (isNew) return null
    return bodyOf(await api.GET('/api/admin/topics/{topicId}', { params: { path: { topicId: id } } }))
  }, [api, id])
  return (
    <>
      <Heading text={isNew ? words.topics.addHeading : words.topics.editHeading} />
      <Show loaded={topic}>{(before) => <TopicForm before={before} />}</Show>
    </>
  )
}

function TopicForm({ before }: { before: Schemas['TopicToEdit'] | null }) {
  const { api } = useSession()
  const { route } = useLocation()
  const action = useAction(async (entered: Entered) => {
    const body = toFields(entered)
    if (before) {
      await api.PUT('/api/admin/topics/{topicId}', { params: { path: { topicId: before.topicId } }, body })
    } else {
      await api.POST('/api/admin/topics', { body })
    }
    route('/instructor/topics')
  })
  const { topics, types, policies } = words
  return (
    <div class="card">
      <Form action={action} submit={topics.save}>
        <TextField label={topics.title} name="title" required maxLength={120} value={before?.title} />
        <Area label={topics.description} name="description" required maxLength={2_000} value={before?.description} />
        <div class="row">
          <NumberField
            label={topics.lowest}
            name="min"
            required
            min={1}
            max={5}
            value={before?.difficultyRange.min ?? 1}
          />
          <NumberField
            label={topics.highest}
            name="max"
            required
            min={1}
            max={5}
            value={before?.difficultyRange.max ?? 5}
          />
        </div>
        <Select
          label={topics.policy}
          name="policy"
          value={before?.policy ?? 'irt'}
          options={Object.entries(policies)}
        />
        <TextField label={topics.course} name="course" hint={topics.courseHint} maxLength={60} value={before?.course} />
        <TextField label={topics.instructor} name="instructor" maxLength={120} value={before?.instructor} />
        <TextField
          label={topics.contentRef}
          name="contentRef"
          hint={topics.contentRefHint}
          maxLength={500}
          value={before?.contentRef}
        />
        <Area
          label={topics.syllabus}
          name="syllabus"
          hint={topics.syllabusHint}
          rows={8}
          maxLength={8_000}
          value={before?.syllabus}
        />
        <fieldset>
          <legend>{topics.types}</legend>
          <p class="faint">{topics.typesHint}</p>
          {Object.entries(types).map(([type, text]) => (
            <Check
              key={type}
              label={text}
              name="types"
              value={type}
              isChecked={before?.questionTypes?.some((chosen) => chosen === type)}
            />
          ))}
        </fieldset>
        <Check label={topics.isVerified} name="verification" isChecked={before?.verification !== false} />
      </Form>
    </div>
  )
}

function toFields({ text, number, all, isChecked }: Entered): Fields {
  const policy = text('policy')
  const questionTypes = all('types').filter(isIn(words.types))
  return {
    title: text('title') ?? '',
    description: text('description') ?? '',
    difficultyRange: { min: number('min') ?? 1, max: number('max') ?? 5 },
    ...(isIn(words.policies)(policy) && { policy }),
    ...optional({
      course: text('course'),
      instructor: text('instructor'),
      contentRef: text('contentRef'),
      syllabus: text('syllabus'),
    }),
    ...(questionTypes.length > 0 && { questionTypes }),
    ...(!isChecked('verification') && { verification: false }),
  }
}

/** Without what was left empty. */
const optional = <T extends Record<string, string | undefined>>(fields: T): Partial<Record<keyof T, string>> =>
  JSON.parse(JSON.stringify(fields))
