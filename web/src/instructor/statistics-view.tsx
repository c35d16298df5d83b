/** Item statistics as the night found them: facility, discrimination, and how the distractors work. */
import { words } from '../instructor-strings.ts'
import { RichText } from '../shared/rich-text.tsx'
import type { Story } from './question-page.tsx'

type StatisticsViewProps = { statistics: Story['statistics']; options: readonly string[] | null }

const figures = ['n', 'facility', 'standardDeviation', 'discriminationIndex', 'discriminativeEfficiency'] as const

/** The contract leaves open what the night finds: what is there is shown. */
export function StatisticsView({ statistics, options }: StatisticsViewProps) {
  const found = new Map<string, unknown>(Object.entries(statistics ?? {}))
  return (
    <section class="card">
      <h2>{words.story.statistics}</h2>
      {statistics === null ? (
        <p>{words.story.statisticsNone}</p>
      ) : (
        <dl>
          {figures.map((name) => (
            <Figure key={name} name={words.story[name]} value={found.get(name)} />
          ))}
        </dl>
      )}
      <Distractors distractors={found.get('distractors')} options={options ?? []} />
    </section>
  )
}

function Figure({ name, value }: { name: string; value: unknown }) {
  if (typeof value !== 'number') return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{Number.isInteger(value) ? value : value.toFixed(2)}</dd>
    </>
  )
}

type Distractor = { option: number; isKey: boolean; share: number; top: number; bottom: number; functioning: boolean }

const isDistractor = (row: unknown): row is Distractor =>
  typeof row === 'object' && row !== null && 'option' in row && 'share' in row && 'functioning' in row

function Distractors({ distractors, options }: { distractors: unknown; options: readonly string[] }) {
  if (typeof distractors !== 'object' || distractors === null || !('options' in distractors)) return null
  const rows = Array.isArray(distractors.options) ? distractors.options.filter(isDistractor) : []
  const { distractorWords } = words
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.story.option}</th>
          <th scope="col">{distractorWords.share}</th>
          <th scope="col">{distractorWords.top}</th>
          <th scope="col">{distractorWords.bottom}</th>
          <th scope="col">{distractorWords.functioning}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ option, isKey, share, top, bottom, functioning }) => (
          <tr key={option}>
            <th scope="row">
              <RichText text={options[option] ?? String(option)} /> {isKey && `(${words.story.answer})`}
            </th>
            <td>{asPercent(share)}</td>
            <td>{asPercent(top)}</td>
            <td>{asPercent(bottom)}</td>
            <td>{functioning ? words.yes : words.no}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const asPercent = (value: number) => `${(value * 100).toFixed(0)} %`
