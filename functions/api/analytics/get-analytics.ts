/** GET /api/admin/analytics */

import { attemptColumns, toAttemptView } from '../../../lib/analytics/attempt-view.ts'
import { csvLine } from '../../../lib/analytics/exports/csv.ts'
import { signDownloads } from '../../../lib/analytics/exports/sign-downloads.ts'
import { readDays } from '../../../lib/analytics/figures/read-days.ts'
import { listAttempts } from '../../../lib/analytics/list-attempts.ts'
import { readingDeps } from '../../../lib/analytics/reading-deps.ts'
import { dateOf, periodOf } from '../../../lib/analytics/utc-day.ts'
import { getAnalyticsRoute } from '../../../lib/contract/routes/analytics.ts'
import { admin } from '../../../lib/people/guard.ts'
import { apiHandler, Csv } from '../../../lib/platform/http/api-handler.ts'
import { reply } from '../../../lib/platform/http/reply.ts'

export const handler = apiHandler([getAnalyticsRoute], admin, async ({ query, headers }) => {
  const deps = await readingDeps()
  const today = dateOf(deps.clock())
  const first = query.from ?? query.date ?? today
  const last = query.to ?? query.date ?? today
  if (query.type === 'attempts') {
    const period = { from: periodOf(first).from, to: periodOf(last).to }
    const { attempts, cursor } = await listAttempts(deps, period, query)
    const views = attempts.map(toAttemptView)
    const asCsv = query.format === 'csv' || (query.format === undefined && /\btext\/csv\b/.test(headers.accept ?? ''))
    if (!asCsv) return reply(200, { attempts: views, cursor })
    const lines = [csvLine(attemptColumns), ...views.map((view) => csvLine(attemptColumns.map((name) => view[name])))]
    return reply(200, new Csv(lines.join('')), cursor === null ? {} : { 'x-next-cursor': cursor })
  }
  const days = await readDays(deps, first, last, today)
  const withDownloads = await Promise.all(
    days.map(async (day) => ({ ...day, downloads: await signDownloads(deps, day.date) })),
  )
  const [only] = withDownloads
  return reply(200, query.from === undefined && only ? only : { days: withDownloads })
})
