/** The figures of one day. */
import type { Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { RichText } from '../shared/rich-text.tsx'
import { Wide } from '../shared/wide.tsx'
import { LevelSuccessView } from './level-success.tsx'
import { day, percent } from './times.ts'

export type Day = Extract<Schemas['Analytics'], { days: unknown }>['days'][number]

export function DayView({ figures }: { figures: Day }) {
  const { date, topics, levels, adaptivePerformance, served, downloads } = figures
  const { analytics } = words
  return (
    <>
      <section class="card">
        <h2>{analytics.dayHeading(day(date))}</h2>
        <h3>{analytics.levels}</h3>
        <LevelSuccessView label={analytics.levels} levels={levels} />
        <h3>{analytics.adaptive}</h3>
        <dl>
          <dt>{analytics.up}</dt>
          <dd>{adaptivePerformance.easyToHardPromotions}</dd>
          <dt>{analytics.down}</dt>
          <dd>{adaptivePerformance.hardToEasyDemotions}</dd>
          <dt>{analytics.stagnant}</dt>
          <dd>{adaptivePerformance.stagnant}</dd>
        </dl>
        <h3>{analytics.served}</h3>
        <dl>
          <dt>{analytics.sources.llm}</dt>
          <dd>{percent(served.llm)}</dd>
          <dt>{analytics.sources.pool}</dt>
          <dd>{percent(served.pool)}</dd>
          <dt>{analytics.sources.bank}</dt>
          <dd>{percent(served.bank)}</dd>
        </dl>
        <Downloads downloads={downloads} />
      </section>
      {topics.length > 0 && <TopicTable topics={topics} />}
      {topics.map(({ topicId, topicTitle, levels: ofTopic }) => (
        <section key={topicId} class="card">
          <h3>{analytics.levelsOf(topicTitle)}</h3>
          <LevelSuccessView label={analytics.levelsOf(topicTitle)} levels={ofTopic} />
        </section>
      ))}
    </>
  )
}

function Downloads({ downloads }: { downloads: Day['downloads'] }) {
  const files = Object.entries(downloads)
  if (files.length === 0) return null
  return (
    <>
      <h3>{words.analytics.downloads}</h3>
      <ul>
        {files.map(([name, url]) => (
          <li key={name}>
            <a href={url} download>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

const TopicTable = ({ topics }: { topics: Day['topics'] }) => (
  <section class="card">
    <h2>{words.analytics.topics}</h2>
    <Wide label={words.analytics.topics}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.analytics.topic}</th>
            <th scope="col">{words.analytics.quizzes}</th>
            <th scope="col">{words.analytics.score}</th>
            <th scope="col">{words.analytics.generated}</th>
            <th scope="col">{words.analytics.fallback}</th>
            <th scope="col">{words.analytics.hardest}</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic.topicId}>
              <th scope="row">{topic.topicTitle}</th>
              <td>{topic.quizzesTaken}</td>
              <td>{percent(topic.averageScore)}</td>
              <td>{topic.questionsGenerated}</td>
              <td>{percent(topic.served.bank)}</td>
              <td>
                <Hardest topic={topic} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  </section>
)

function Hardest({
  topic: { mostChallengingQuestion: id, mostChallengingDetail: detail },
}: {
  topic: Day['topics'][number]
}) {
  if (!id || !detail) return <>{words.none}</>
  return (
    <a href={`/instructor/questions/${id}`}>
      <RichText text={words.analytics.hardestIs(detail.text, percent(detail.successRate), detail.n)} />
    </a>
  )
}
