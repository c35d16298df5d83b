/** Figures over days, as lines; a table beside it says the same to those who read. */
import { shortDay } from './times.ts'

type Series = { name: string; values: readonly (number | null)[] }

type TimeChartProps = {
  title: string
  days: readonly string[]
  series: readonly Series[]
  /** What a value on the axis looks like. */
  format: (value: number) => string
  /** The least that the axis reaches to. */
  atLeast?: number
}

const [width, height] = [360, 170]
const frame = { left: 44, right: 10, top: 10, bottom: 24 }

export function TimeChart({ title, days, series, format, atLeast = 1 }: TimeChartProps) {
  const last = days.at(-1)
  const top = Math.max(atLeast, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const across = (place: number) =>
    frame.left + (place / Math.max(1, days.length - 1)) * (width - frame.left - frame.right)
  const up = (value: number) => height - frame.bottom - (value / top) * (height - frame.top - frame.bottom)
  return (
    <figure>
      <figcaption>
        {title}
        {series.length > 1 && (
          <span class="faint">
            {series.map(({ name }, place) => (
              <span key={name}>
                {' '}
                <svg class={`key series-${place}`} viewBox="0 0 24 8" aria-hidden="true">
                  <line x1="0" x2="24" y1="4" y2="4" />
                </svg>{' '}
                {name}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line class="grid" x1={frame.left} x2={width - frame.right} y1={up(part * top)} y2={up(part * top)} />
            <text x={frame.left - 6} y={up(part * top) + 4} text-anchor="end">
              {format(part * top)}
            </text>
          </g>
        ))}
        <text x={frame.left} y={height - 6}>
          {days[0] && shortDay(days[0])}
        </text>
        <text x={width - frame.right} y={height - 6} text-anchor="end">
          {last && shortDay(last)}
        </text>
        {series.map(({ name, values }, place) => (
          <g key={name} class={`series-${place}`}>
            <path d={lineThrough(values, across, up)} />
            {values.map(
              (value, at) => value !== null && <circle key={days[at]} cx={across(at)} cy={up(value)} r="3" />,
            )}
          </g>
        ))}
      </svg>
    </figure>
  )
}

/** Broken where there is no value. */
function lineThrough(
  values: readonly (number | null)[],
  across: (place: number) => number,
  up: (value: number) => number,
): string {
  const steps = values.map((value, place) => {
    if (value === null) return ''
    const before = place === 0 ? null : values[place - 1]
    return `${before === null || before === undefined ? 'M' : 'L'}${across(place).toFixed(1)} ${up(value).toFixed(1)}`
  })
  return steps.join('')
}
