/** Figures over days, of all topics or of one, as charts and as a table; and one of the days. */
import { useState } from 'preact/hooks'
import { words } from '../instructor-strings.ts'
import { Wide } from '../shared/wide.tsx'
import { type Day, DayView } from './day-view.tsx'
import { TimeChart } from './time-chart.tsx'
import { day as inWords, percent } from './times.ts'

const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000)

type Figures = Pick<Day['topics'][number], 'quizzesTaken' | 'averageScore' | 'latencyMs' | 'served'> & { date: string }

const nothing = {
  quizzesTaken: 0,
  averageScore: null,
  latencyMs: { p50: null, p95: null },
  served: { questions: 0, llm: null, pool: null, bank: null },
}

/** Of all topics, or of one. */
const figuresOf = (days: readonly Day[], topicId: string): Figures[] =>
  days.map((day) => {
    const { date, totalQuizzesTaken: quizzesTaken, averageScore, latencyMs, served, topics } = day
    if (topicId === '') return { date, quizzesTaken, averageScore, latencyMs, served }
    return { date, ...(topics.find((topic) => topic.topicId === topicId) ?? nothing) }
  })

export function DaysView({ days }: { days: readonly Day[] }) {
  const [chosen, setChosen] = useState(days.at(-1)?.date)
  const [topicId, setTopicId] = useState('')
  const day = days.find(({ date }) => date === chosen)
  const titles = new Map(days.flatMap(({ topics }) => topics.map((topic) => [topic.topicId, topic.topicTitle])))
  const { analytics } = words
  if (days.length === 0) return <p role="status">{analytics.none}</p>
  return (
    <>
      <section class="card">
        <h2>{analytics.overTime}</h2>
        <label>
          {analytics.topic}
          <select value={topicId} onChange={(event) => setTopicId(event.currentTarget.value)}>
            <option value="">{words.all}</option>
            {[...titles].map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Charts figures={figuresOf(days, topicId)} />
        <DaysTable figures={figuresOf(days, topicId)} />
        <label>
          {analytics.look}
          <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            {days.map(({ date }) => (
              <option key={date} value={date}>
                {inWords(date)}
              </option>
            ))}
          </select>
        </label>
      </section>
      {day && <DayView figures={day} />}
    </>
  )
}

function Charts({ figures }: { figures: readonly Figures[] }) {
  const { analytics } = words
  const days = figures.map(({ date }) => date)
  return (
    <div class="charts">
      <TimeChart
        title={analytics.quizzes}
        days={days}
        series={[{ name: analytics.quizzes, values: figures.map(({ quizzesTaken }) => quizzesTaken) }]}
        format={(value) => value.toFixed(0)}
        atLeast={2}
      />
      <TimeChart
        title={analytics.score}
        days={days}
        series={[{ name: analytics.score, values: figures.map(({ averageScore }) => averageScore) }]}
        format={percent}
      />
      <TimeChart
        title={analytics.latency}
        days={days}
        series={[
          { name: analytics.median, values: figures.map(({ latencyMs }) => seconds(latencyMs.p50)) },
          { name: analytics.percentile95, values: figures.map(({ latencyMs }) => seconds(latencyMs.p95)) },
        ]}
        format={(value) => value.toFixed(0)}
      />
      <TimeChart
        title={analytics.fallback}
        days={days}
        series={[{ name: analytics.fallback, values: figures.map(({ served }) => served.bank) }]}
        format={percent}
      />
    </div>
  )
}

const DaysTable = ({ figures }: { figures: readonly Figures[] }) => (
  <details>
    <summary>{words.asTable}</summary>
    <Wide label={words.analytics.overTime}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.analytics.day}</th>
            <th scope="col">{words.analytics.quizzes}</th>
            <th scope="col">{words.analytics.score}</th>
            <th scope="col">{words.analytics.p50}</th>
            <th scope="col">{words.analytics.p95}</th>
            <th scope="col">{words.analytics.fallback}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ date, quizzesTaken, averageScore, latencyMs, served }) => (
            <tr key={date}>
              <th scope="row">{inWords(date)}</th>
              <td>{quizzesTaken}</td>
              <td>{percent(averageScore)}</td>
              <td>{seconds(latencyMs.p50)?.toFixed(1) ?? words.none}</td>
              <td>{seconds(latencyMs.p95)?.toFixed(1) ?? words.none}</td>
              <td>{percent(served.bank)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  </details>
)
