/** The level of each question and whether it was answered correctly, as a small chart; as a table for those who read. */
import { Wide } from '../shared/wide.tsx'
import { strings } from '../strings.ts'
import type { QuizView } from './quiz-flow.ts'

type Path = NonNullable<QuizView['result']>['path']

const levels = [1, 2, 3, 4, 5]
const marks = ['correct', 'incorrect', 'unknown'] as const
const step = 26
const heightOf = (level: number) => (6 - level) * 22

export function PathChart({ path }: { path: Path }) {
  const width = Math.max(1, path.length) * step + step
  const placeOf = (number: number) => number * step
  const line = path.map(({ number, level }) => `${placeOf(number)},${heightOf(level)}`).join(' ')
  return (
    <>
      <Wide label={strings.result.path}>
        <svg
          class="path"
          viewBox={`0 0 ${width} 128`}
          style={{ minWidth: `${width}px`, maxWidth: `${width * 1.5}px` }}
          aria-hidden="true"
        >
          {levels.map((level) => (
            <g key={level}>
              <line class="grid" x1={step / 2} x2={width} y1={heightOf(level)} y2={heightOf(level)} />
              <text x="2" y={heightOf(level) + 3}>
                {level}
              </text>
            </g>
          ))}
          <polyline points={line} />
          {path.map(({ number, level, correct }) => (
            <circle key={number} class={markOf(correct)} cx={placeOf(number)} cy={heightOf(level)} r="5" />
          ))}
        </svg>
      </Wide>
      <p class="legend faint">
        {marks
          .filter((mark) => path.some(({ correct }) => markOf(correct) === mark))
          .map((mark) => (
            <span key={mark}>
              <span class={`mark ${mark}`} />
              {strings.quiz[mark]}{' '}
            </span>
          ))}
      </p>
      <details>
        <summary>{strings.result.pathTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{strings.result.number}</th>
              <th scope="col">{strings.result.level}</th>
              <th scope="col">{strings.result.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {path.map(({ number, level, correct }) => (
              <tr key={number}>
                <td>{number}</td>
                <td>{level}</td>
                <td>{strings.quiz[markOf(correct)]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

function markOf(correct: boolean | null) {
  if (correct === null) return 'unknown'
  return correct ? 'correct' : 'incorrect'
}
