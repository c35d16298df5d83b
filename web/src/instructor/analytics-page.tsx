/** Figures over days, and of any one of them. */
import { useState } from 'preact/hooks'
import { type Api, bodyOf } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { type Entered, Form } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { DateField } from './date-field.tsx'
import type { Day } from './day-view.tsx'
import { DaysView } from './days-view.tsx'
import { dayFromNow } from './times.ts'

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
