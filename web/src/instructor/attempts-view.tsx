/** What students made of a question. */
import { words } from '../instructor-strings.ts'
import { RichText } from '../shared/rich-text.tsx'
import { Wide } from '../shared/wide.tsx'
import type { Story } from './question-page.tsx'
import { percent } from './times.ts'

export function AttemptsView({ attempts }: { attempts: Story['attempts'] }) {
  const { served, answered, verdicts, successRate, meanLatencyMs, options } = attempts
  const { story } = words
  return (
    <section class="card">
      <h2>{story.figures}</h2>
      <dl>
        <dt>{story.served}</dt>
        <dd>{served}</dd>
        <dt>{story.answered}</dt>
        <dd>{answered}</dd>
        <dt>{story.verdicts}</dt>
        <dd>
          {Object.entries(verdicts)
            .filter(([, count]) => count > 0)
            .map(([verdict, count]) => `${count} ${verdict}`)
            .join(', ') || words.none}
        </dd>
        <dt>{story.success}</dt>
        <dd>{percent(successRate)}</dd>
        <dt>{story.latency}</dt>
        <dd>{meanLatencyMs === null ? words.none : story.seconds(meanLatencyMs)}</dd>
      </dl>
      {options && answered > 0 && (
        <>
          <h3>{story.options}</h3>
          <Wide label={story.options}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{story.option}</th>
                  <th scope="col">{story.chosen}</th>
                </tr>
              </thead>
              <tbody>
                {options.map(({ option, chosen }) => (
                  <tr key={option}>
                    <th scope="row">
                      <RichText text={option} />
                    </th>
                    <td>
                      <meter min={0} max={Math.max(1, answered)} value={chosen} aria-hidden="true" /> {chosen}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
    </section>
  )
}
