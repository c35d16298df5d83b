/** Figures over days, and of any one of them. */
import { useState } from 'preact/hooks'
import { type Api, bodyOf } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { type Entered, Form } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { Wide } from '../shared/wide.tsx'
import { DateField } from './date-field.tsx'
import { type Day, DayView } from './day-view.tsx'
import { TimeChart } from './time-chart.tsx'
import { dayFromNow, day as inWords, percent } from './times.ts'

type Range = { from: string; to: string }

export function AnalyticsPage() {
  const { api } = useSession()
  const [range, setRange] = useState<Range>(() => ({ from: dayFromNow(-13), to: dayFromNow(0) }))
  const days = useLoaded(() => loadDays(api, range), [api, range])
  const show = {
    run: async ({ text }: Entered) => setRange({ from: text('from') ?? range.from, to: text('to') ?? range.to }),
    isRunning: days.state === 'loading',
    error: null,
  }
  return (
    <>
      <Heading text={words.analytics.heading} />
      <div class="card">
        <Form action={show} submit={words.analytics.show}>
          <div class="row">
            <DateField label={words.analytics.from} name="from" value={range.from} />
            <DateField label={words.analytics.to} name="to" value={range.to} />
          </div>
        </Form>
      </div>
      <Show loaded={days}>{(loaded) => <DaysView key={`${range.from} ${range.to}`} days={loaded} />}</Show>
    </>
  )
}

async function loadDays(api: Api, query: Range): Promise<Day[]> {
  const reply = bodyOf(await api.GET('/api/admin/analytics', { params: { query } }))
  return typeof reply === 'object' && 'days' in reply ? reply.days : []
}

const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000)

function DaysView({ days }: { days: readonly Day[] }) {
  const [chosen, setChosen] = useState(days.at(-1)?.date)
  const figures = days.find(({ date }) => date === chosen)
  const dates = days.map(({ date }) => date)
  const { analytics } = words
  if (days.length === 0) return <p role="status">{analytics.none}</p>
  return (
    <>
      <section class="card">
        <h2>{analytics.overTime}</h2>
        <div class="charts">
          <TimeChart
            title={analytics.quizzes}
            days={dates}
            series={[{ name: analytics.quizzes, values: days.map(({ totalQuizzesTaken }) => totalQuizzesTaken) }]}
            format={(value) => value.toFixed(0)}
            atLeast={2}
          />
          <TimeChart
            title={analytics.score}
            days={dates}
            series={[{ name: analytics.score, values: days.map(({ averageScore }) => averageScore) }]}
            format={percent}
          />
          <TimeChart
            title={analytics.latency}
            days={dates}
            series={[
              { name: analytics.median, values: days.map(({ latencyMs }) => seconds(latencyMs.p50)) },
              { name: analytics.percentile95, values: days.map(({ latencyMs }) => seconds(latencyMs.p95)) },
            ]}
            format={(value) => value.toFixed(0)}
          />
        </div>
        <DaysTable days={days} />
        <label>
          {analytics.look}
          <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            {dates.map((date) => (
              <option key={date} value={date}>
                {inWords(date)}
              </option>
            ))}
          </select>
        </label>
      </section>
      {figures && <DayView figures={figures} />}
    </>
  )
}

const DaysTable = ({ days }: { days: readonly Day[] }) => (
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
          {days.map(({ date, totalQuizzesTaken, averageScore, latencyMs, served }) => (
            <tr key={date}>
              <th scope="row">{inWords(date)}</th>
              <td>{totalQuizzesTaken}</td>
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
