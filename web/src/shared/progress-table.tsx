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
              <td>{row.best ? strings.progress.finished(row.best.score, row.best.total) : strings.progress.noneYet}</td>
              <td>{row.ability ? row.ability.level : strings.progress.noneYet}</td>
              <td>{row.attempts}</td>
              <td class="date">{day.format(new Date(row.lastAttempt))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

function stateOf(row: Row): string {
  if (row.completed) return strings.progress.finished(row.score, row.total)
  return `${strings.progress.states[row.status]}, ${strings.topics.inProgress(row.answered, row.totalQuestions)}`
}
