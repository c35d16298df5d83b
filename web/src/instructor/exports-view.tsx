/** Files that nights have exported, with links that work for a while. */
import { bodyOf } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { Wide } from '../shared/wide.tsx'
import { day } from './times.ts'

export function ExportsView() {
  const { api } = useSession()
  const loaded = useLoaded(async () => bodyOf(await api.GET('/api/admin/exports')).exports, [api])
  const { nights } = words
  return (
    <section class="card">
      <h2>{nights.exports}</h2>
      <Show loaded={loaded}>
        {(dates) =>
          dates.length === 0 ? (
            <p>{nights.noExports}</p>
          ) : (
            <Wide label={nights.exports}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{nights.date}</th>
                    <th scope="col">{nights.file}</th>
                    <th scope="col">{nights.rows}</th>
                    <th scope="col">{nights.size}</th>
                    <th scope="col">{nights.problems}</th>
                  </tr>
                </thead>
                <tbody>
                  {dates.flatMap(({ date, files }) =>
                    files.map(({ name, rows, bytes, problems, url }) => (
                      <tr key={`${date} ${name}`}>
                        <td>{day(date)}</td>
                        <th scope="row">
                          <a href={url} download>
                            {name}
                          </a>
                        </th>
                        <td>{rows}</td>
                        <td>{nights.bytes(bytes)}</td>
                        <td>{problems.join('; ') || words.none}</td>
                      </tr>
                    )),
                  )}
                </tbody>
              </table>
            </Wide>
          )
        }
      </Show>
    </section>
  )
}
