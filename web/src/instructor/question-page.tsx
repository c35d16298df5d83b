/** The whole story of a question, and what is decided about it. */
import { useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { type Entered, Form, Select, TextField } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { isIn } from '../shared/is-in.ts'
import { RichText } from '../shared/rich-text.tsx'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { AttemptsView } from './attempts-view.tsx'
import { OriginView } from './origin-view.tsx'
import { PatternView } from './pattern-view.tsx'
import { StatisticsView } from './statistics-view.tsx'
import { instant } from './times.ts'

export type Story = Schemas['QuestionStory']

export function QuestionPage({ id }: { id: string }) {
  const { api } = useSession()
  const story = useLoaded(
    async () => bodyOf(await api.GET('/api/admin/questions/{questionId}', { params: { path: { questionId: id } } })),
    [api, id],
  )
  return (
    <>
      <Heading text={words.story.heading} />
      <Show loaded={story}>{(loaded) => <StoryView key={loaded.id} loaded={loaded} />}</Show>
    </>
  )
}

function StoryView({ loaded }: { loaded: Story }) {
  const [story, setStory] = useState(loaded)
  return (
    <>
      <ContentView story={story} />
      <section class="card">
        <h2>{words.story.decide}</h2>
        <Decision story={story} decided={setStory} />
        <History story={story} />
      </section>
      <AttemptsView attempts={story.attempts} />
      <StatisticsView statistics={story.statistics} options={story.content.options} />
      {story.pattern && <PatternView pattern={story.pattern} />}
      <ReportsView reports={story.reports} />
      {story.generation && <OriginView generation={story.generation} />}
    </>
  )
}

function ContentView({
  story: { key, level, status, parameters, content, promotedFrom, promotedAs },
}: {
  story: Story
}) {
  return (
    <section class="card">
      <p class="faint">
        {words.types[content.type]} · {words.levelNames(level)} · {words.questions.statuses[status]}
        {key && ` · ${words.story.key}: ${key}`}
      </p>
      <div class="stem">
        <RichText text={content.text} />
      </div>
      {content.options && (
        <ul>
          {content.options.map((option) => (
            <li key={option}>
              <RichText text={option} />
            </li>
          ))}
        </ul>
      )}
      <dl>
        <dt>{words.story.answer}</dt>
        <dd>
          {content.type === 'coding' ? (
            <code class="program">{content.correctAnswer}</code>
          ) : (
            <RichText text={content.correctAnswer} />
          )}
        </dd>
        {content.acceptedAnswers && content.acceptedAnswers.length > 0 && (
          <>
            <dt>{words.story.accepted}</dt>
            <dd>{content.acceptedAnswers.join(' | ')}</dd>
          </>
        )}
        <dt>{words.story.explanation}</dt>
        <dd>
          <RichText text={content.explanation} />
        </dd>
      </dl>
      <p class="faint">{words.story.parameters(parameters.a, parameters.b, parameters.c)}</p>
      {promotedFrom && <a href={`/instructor/questions/${promotedFrom}`}>{words.story.promotedFrom}</a>}
      {promotedAs && <a href={`/instructor/questions/${promotedAs}`}>{words.story.promotedAs}</a>}
    </section>
  )
}

const isAction = isIn(words.story.actions)

/** Those that this question may take; the server knows best. */
function actionsFor({ source, status, pattern, history }: Story) {
  const mayTake: Record<keyof typeof words.story.actions, boolean> = {
    quarantine: status !== 'quarantined',
    promote: status === 'draft' || status === 'ready' || status === 'served',
    reject: source === 'generated' && (status === 'ready' || status === 'served'),
    revert: history.length > 0 || status === 'quarantined',
    'apply-pattern': pattern?.proposal !== null && pattern?.proposal !== undefined,
  }
  return Object.entries(words.story.actions).filter(([action]) => isAction(action) && mayTake[action])
}

function Decision({ story, decided }: { story: Story; decided: (story: Story) => void }) {
  const { api } = useSession()
  const decide = useAction(async ({ text }: Entered) => {
    const [action, reason] = [text('action'), text('reason')]
    if (!isAction(action)) return
    const params = { path: { questionId: story.id } }
    decided(bodyOf(await api.PATCH('/api/admin/questions/{questionId}', { params, body: { action, reason } })))
  })
  return (
    <Form action={decide} submit={words.story.decide}>
      <div class="row">
        <Select label={words.questions.status} name="action" required options={actionsFor(story)} />
        <TextField label={words.story.reason} name="reason" maxLength={500} />
      </div>
    </Form>
  )
}

function History({ story: { history, status } }: { story: Story }) {
  return (
    <>
      <h3>{words.story.history}</h3>
      <p role="status">
        {words.questions.status}: <strong>{words.questions.statuses[status]}</strong>
      </p>
      {history.length === 0 ? (
        <p>{words.story.noHistory}</p>
      ) : (
        <ul>
          {history.map(({ action, from, status: to, at, by, reason }) => (
            <li key={at}>
              {instant(at)}: {words.story.actions[action]} ({from} → {to}) {words.story.by(by)} {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const ReportsView = ({ reports }: { reports: Story['reports'] }) => (
  <section class="card">
    <h2>{words.story.reports}</h2>
    {reports.length === 0 ? (
      <p>{words.story.noReports}</p>
    ) : (
      <ul>
        {reports.map(({ reason, comment, at }) => (
          <li key={at}>
            {instant(at)}: {reason} {comment}
          </li>
        ))}
      </ul>
    )}
  </section>
)
