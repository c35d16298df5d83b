/** Which share of each level's answers is right, with Wilson's 95 % interval: drawn, and as a table. */
import { words } from '../instructor-strings.ts'
import { Wide } from '../shared/wide.tsx'
import type { Day } from './day-view.tsx'
import { percent } from './times.ts'

const row = 26
const [start, end] = [56, 320]
const across = (share: number) => start + share * (end - start)

export function LevelSuccessView({ label, levels }: { label: string; levels: Day['levels'] }) {
  if (levels.length === 0) return <p>{words.analytics.noData}</p>
  const height = levels.length * row + 20
  return (
    <div class="pair">
      <svg class="chart levels" viewBox={`0 0 350 ${height}`} aria-hidden="true">
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line class="grid" x1={across(share)} x2={across(share)} y1="0" y2={height - 18} />
            <text x={across(share)} y={height - 4} text-anchor="middle">
              {percent(share)}
            </text>
          </g>
        ))}
        {levels.map(({ level, successRate, low, high }, place) => (
          <g key={level} class="series-0">
            <text x="0" y={place * row + 17}>
              {words.levelNames(level)}
            </text>
            <line x1={across(low)} x2={across(high)} y1={place * row + 13} y2={place * row + 13} />
            <circle cx={across(successRate)} cy={place * row + 13} r="4" />
          </g>
        ))}
      </svg>
      <Wide label={label}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.analytics.level}</th>
              <th scope="col">{words.analytics.answered}</th>
              <th scope="col">{words.analytics.rate}</th>
              <th scope="col">{words.analytics.interval}</th>
            </tr>
          </thead>
          <tbody>
            {levels.map(({ level, answered, successRate, low, high }) => (
              <tr key={level}>
                <th scope="row">{level}</th>
                <td>{answered}</td>
                <td>{percent(successRate)}</td>
                <td>
                  {percent(low)}&nbsp;–&nbsp;{percent(high)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </div>
  )
}
