/** Item statistics as the night found them: facility, discrimination, and how the distractors work. */
import { words } from '../instructor-strings.ts'
import { RichText } from '../shared/rich-text.tsx'
import { Wide } from '../shared/wide.tsx'
import type { Story } from './question-page.tsx'
import { percent } from './times.ts'

type Statistics = NonNullable<Story['statistics']>
type StatisticsViewProps = { statistics: Story['statistics']; options: readonly string[] | null }

export const StatisticsView = ({ statistics, options }: StatisticsViewProps) => (
  <section class="card">
    <h2>{words.story.statistics}</h2>
    {statistics === null ? <p>{words.story.statisticsNone}</p> : <Figures statistics={statistics} />}
    {statistics?.distractors && <Distractors rows={statistics.distractors.options} options={options ?? []} />}
  </section>
)

function Figures({ statistics }: { statistics: Statistics }) {
  const { n, facility, discriminationIndex, discriminativeEfficiency, standardDeviation } = statistics
  const { story } = words
  return (
    <dl>
      <dt>{story.n}</dt>
      <dd>{n}</dd>
      <dt>{story.facility}</dt>
      <dd>{inPercent(facility)}</dd>
      <dt>{story.discriminationIndex}</dt>
      <dd>{inPercent(discriminationIndex)}</dd>
      <dt>{story.discriminativeEfficiency}</dt>
      <dd>{inPercent(discriminativeEfficiency)}</dd>
      <dt>{story.standardDeviation}</dt>
      <dd>{standardDeviation?.toFixed(2) ?? words.none}</dd>
    </dl>
  )
}

export const inPercent = (value: number | null) => percent(value === null ? null : value / 100)

type DistractorsProps = { rows: NonNullable<Statistics['distractors']>['options']; options: readonly string[] }

function Distractors({ rows, options }: DistractorsProps) {
  const { distractorWords } = words
  return (
    <Wide label={distractorWords.heading}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.story.option}</th>
            <th scope="col">{distractorWords.share}</th>
            <th scope="col">{distractorWords.top}</th>
            <th scope="col">{distractorWords.bottom}</th>
            <th scope="col">{distractorWords.functioning}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ option, isKey, share, top, bottom, functioning }) => (
            <tr key={option}>
              <th scope="row">
                <RichText text={options[option] ?? String(option)} /> {isKey && `(${words.story.answer})`}
              </th>
              <td>{percent(share)}</td>
              <td>{percent(top)}</td>
              <td>{percent(bottom)}</td>
              <td>{isKey ? words.none : functioning ? words.yes : words.no}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
