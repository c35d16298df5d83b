/** The nights: their progress and what they came to, one to be worked now, and the files that they export. */
import { useEffect, useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { type Entered, Form } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { Failure, Waiting } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { Wide } from '../shared/wide.tsx'
import { strings } from '../strings.ts'
import { DateField } from './date-field.tsx'
import { ExportsView } from './exports-view.tsx'
import { day, dayFromNow, instant } from './times.ts'

type Run = Schemas['NightRuns']['runs'][number]

const msBetweenLooks = 2_000

/** A night that was asked for, and when the date's night before it had finished. */
type Requested = { date: string; before: string | null }

export function NightsPage() {
  const { api } = useSession()
  const [runs, setRuns] = useState<Run[] | null>(null)
  const [requested, setRequested] = useState<Requested | null>(null)
  const look = useAction(async () => setRuns(bodyOf(await api.GET('/api/admin/analytics/runs')).runs))
  const finishOf = (date: string) => runs?.find((run) => run.date === date)?.finishedAt ?? null
  const isAwaited = requested !== null && [null, requested.before].includes(finishOf(requested.date))
  const isGoingOn = isAwaited || Boolean(runs?.some(({ status }) => status === 'running'))
  useEffect(() => {
    look.run()
  }, [])
  useEffect(() => {
    if (!isGoingOn) return
    const timer = setInterval(look.run, msBetweenLooks)
    return () => clearInterval(timer)
  }, [isGoingOn])
  const request = useAction(async ({ text }: Entered) => {
    const date = text('date') ?? dayFromNow(-1)
    await api.POST('/api/admin/analytics/run', { body: { date } })
    setRequested({ date, before: finishOf(date) })
  })
  return (
    <>
      <Heading text={words.nights.heading} />
      <section class="card">
        <h2>{words.nights.run}</h2>
        <Form action={request} submit={words.nights.submit}>
          <DateField label={words.nights.date} name="date" value={dayFromNow(-1)} />
        </Form>
        {requested && <p role="status">{words.nights.requested(day(requested.date))}</p>}
      </section>
      <section class="card">
        <h2>{words.nights.runs}</h2>
        {look.error !== null && <Failure error={look.error} retry={look.run} />}
        {runs ? <Runs runs={runs} /> : <Waiting text={strings.loading} />}
      </section>
      {/* Once a night is over, there may be files. */}
      <ExportsView key={String(isGoingOn)} />
    </>
  )
}

function Runs({ runs }: { runs: readonly Run[] }) {
  const { nights } = words
  if (runs.length === 0) return <p>{nights.none}</p>
  return (
    <>
      <Wide label={nights.runs}>
        <table>
          <thead>
            <tr>
              <th scope="col">{nights.date}</th>
              <th scope="col">{nights.status}</th>
              <th scope="col">{nights.stage}</th>
              <th scope="col">{nights.open}</th>
              <th scope="col">{nights.asked}</th>
              <th scope="col">{nights.finished}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map(({ date, status, stage, open, requestedAt, finishedAt }) => (
              <tr key={date}>
                <th scope="row">{day(date)}</th>
                <td>{nights.statuses[status]}</td>
                <td>{stage}</td>
                <td>{open}</td>
                <td>{instant(requestedAt)}</td>
                <td>{finishedAt ? instant(finishedAt) : words.none}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {runs.map(({ date, report }) => report && <Report key={date} report={report} />)}
    </>
  )
}

const Report = ({ report: { date, stages } }: { report: NonNullable<Run['report']> }) => (
  <details>
    <summary>{words.nights.report(day(date))}</summary>
    <Wide label={words.nights.report(day(date))}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.nights.stage}</th>
            <th scope="col">{words.nights.counts}</th>
            <th scope="col">{words.nights.failed}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map(({ stage, counts, failed }) => (
            <tr key={stage}>
              <th scope="row">{stage}</th>
              <td>
                {Object.entries(counts)
                  .map(([name, count]) => `${name} ${count}`)
                  .join(', ')}
              </td>
              <td>{failed.map(({ partition, error }) => `${partition}: ${error}`).join('; ') || words.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  </details>
)
