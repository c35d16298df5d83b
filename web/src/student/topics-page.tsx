/** Every topic one may take a quiz on, with how one stands on it. */

import { useLocation } from 'preact-iso'
import { bodyOf, type Schemas } from '../api/client.ts'
import { Heading } from '../shared/heading.tsx'
import { RichText } from '../shared/rich-text.tsx'
import { useSession } from '../shared/session.ts'
import { Failure, Show } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { strings } from '../strings.ts'

type Topic = Schemas['Topic']
type ProgressRow = Schemas['Progress']['topics'][number]

export function TopicsPage() {
  const { api } = useSession()
  const loaded = useLoaded(async () => {
    const [topics, progress] = await Promise.all([api.GET('/api/topics'), api.GET('/api/user/progress')])
    const rows = new Map(bodyOf(progress).topics.map((row) => [row.topicId, row]))
    return bodyOf(topics).topics.map((topic) => ({ topic, row: rows.get(topic.topicId) }))
  }, [api])
  return (
    <>
      <Heading text={strings.topics.heading} />
      <Show loaded={loaded}>
        {(topics) =>
          topics.length === 0 ? (
            <p>{strings.topics.none}</p>
          ) : (
            <ul class="cards">
              {topics.map(({ topic, row }) => (
                <TopicCard key={topic.topicId} topic={topic} row={row} />
              ))}
            </ul>
          )
        }
      </Show>
    </>
  )
}

function TopicCard({ topic, row }: { topic: Topic; row: ProgressRow | undefined }) {
  const { api } = useSession()
  const { route } = useLocation()
  const isOpen = row !== undefined && !row.completed && row.status === 'in-progress'
  const start = useAction(async (restart: boolean) => {
    const { sessionId } = bodyOf(await api.POST('/api/quiz/start', { body: { topicId: topic.topicId, restart } }))
    route(`/quiz/${sessionId}`)
  })
  const action = isOpen ? strings.topics.resume : strings.topics.start
  return (
    <li class="card">
      <h2>{topic.title}</h2>
      <p>
        <RichText text={topic.description} />
      </p>
      <p class="faint">
        {strings.topics.levels(topic.difficultyRange.min, topic.difficultyRange.max)} · <Standing row={row} />
      </p>
      <div class="actions">
        <button
          type="button"
          disabled={start.isRunning}
          aria-label={strings.topics.actionOn(action, topic.title)}
          onClick={() => start.run(false)}
        >
          {action}
        </button>
        {isOpen && (
          <button
            type="button"
            class="quiet"
            disabled={start.isRunning}
            aria-label={strings.topics.actionOn(strings.topics.startOver, topic.title)}
            onClick={() => start.run(true)}
          >
            {strings.topics.startOver}
          </button>
        )}
      </div>
      {start.error !== null && <Failure error={start.error} retry={() => start.run(false)} />}
    </li>
  )
}

function Standing({ row }: { row: ProgressRow | undefined }) {
  if (!row) return <>{strings.topics.notTaken}</>
  const best = row.best && ` · ${strings.topics.best(row.best.score, row.best.total)}`
  if (row.completed) {
    return (
      <>
        {strings.topics.last(row.score, row.total)}
        {best}
      </>
    )
  }
  return (
    <>
      {strings.topics.inProgress(row.answered, row.totalQuestions)}
      {best}
    </>
  )
}
