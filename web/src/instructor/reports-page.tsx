/** What students have reported about questions, latest first. */
import { useEffect, useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { Heading } from '../shared/heading.tsx'
import { isIn } from '../shared/is-in.ts'
import { RichText } from '../shared/rich-text.tsx'
import { useSession } from '../shared/session.ts'
import { Failure, Waiting } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { Wide } from '../shared/wide.tsx'
import { strings } from '../strings.ts'
import { instant } from './times.ts'

type Reports = Schemas['Reports']

export function ReportsPage() {
  const { api } = useSession()
  const [found, setFound] = useState<Reports | null>(null)
  const load = useAction(async (before: Reports['reports'], cursor: string | undefined) => {
    const page = bodyOf(await api.GET('/api/admin/reports', { params: { query: { cursor } } }))
    setFound({ reports: [...before, ...page.reports], cursor: page.cursor })
  })
  useEffect(() => {
    load.run([], undefined)
  }, [])
  return (
    <>
      <Heading text={words.reports.heading} />
      {load.error !== null && (
        <Failure error={load.error} retry={() => load.run(found?.reports ?? [], found?.cursor ?? undefined)} />
      )}
      {!found && load.isRunning && <Waiting text={strings.loading} />}
      {found && <ReportTable reports={found.reports} />}
      {found?.cursor && (
        <button
          type="button"
          class="quiet"
          disabled={load.isRunning}
          onClick={() => load.run(found.reports, found.cursor ?? undefined)}
        >
          {words.more}
        </button>
      )}
    </>
  )
}

const isReason = isIn(strings.report.reasons)

function ReportTable({ reports: rows }: { reports: Reports['reports'] }) {
  const { reports } = words
  if (rows.length === 0) return <p role="status">{reports.none}</p>
  return (
    <Wide label={reports.heading}>
      <table>
        <thead>
          <tr>
            <th scope="col">{reports.question}</th>
            <th scope="col">{reports.reason}</th>
            <th scope="col">{reports.comment}</th>
            <th scope="col">{reports.at}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ reportId, itemId, reason, comment, at, question }) => (
            <tr key={reportId}>
              <th scope="row">
                {question ? (
                  <a href={`/instructor/questions/${itemId}`}>
                    <RichText text={question.text} />
                  </a>
                ) : (
                  reports.gone
                )}
              </th>
              <td>{isReason(reason) ? strings.report.reasons[reason] : reason}</td>
              <td>{comment ?? words.none}</td>
              <td>{instant(at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
