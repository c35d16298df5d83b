/** Somebody's standing, topic by topic. */
import type { Schemas } from '../api/client.ts'
import { strings } from '../strings.ts'
import { Wide } from './wide.tsx'

type Row = Schemas['Progress']['topics'][number]

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

export function ProgressTable({ topics }: { topics: readonly Row[] }) {
  if (topics.length === 0) return <p>{strings.progress.none}</p>
  return (
    <Wide label={strings.progress.heading}>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.progress.topic}</th>
            <th scope="col">{strings.progress.state}</th>
            <th scope="col">{strings.progress.best}</th>
            <th scope="col">{strings.progress.ability}</th>
            <th scope="col">{strings.progress.attempts}</th>
            <th scope="col">{strings.progress.last}</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((row) => (
            <tr key={row.topicId}>
              <th scope="row">{row.topicTitle}</th>
              <td>{stateOf(row)}</td>
              <td>
                <Best best={row.best} />
              </td>
              <td>{row.ability ? row.ability.level : strings.progress.noneYet}</td>
              <td>{row.attempts}</td>
              <td class="whole">{day.format(new Date(row.lastAttempt))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

function Best({ best }: { best: Row['best'] }) {
  if (!best) return <>{strings.progress.noneYet}</>
  return (
    <>
      <meter min={0} max={Math.max(1, best.total)} value={best.score} aria-hidden="true" />{' '}
      <span class="whole">{strings.progress.finished(best.score, best.total)}</span>
    </>
  )
}

function stateOf(row: Row): string {
  if (row.completed) return strings.progress.finished(row.score, row.total)
  return `${strings.progress.states[row.status]}, ${strings.topics.inProgress(row.answered, row.totalQuestions)}`
}
