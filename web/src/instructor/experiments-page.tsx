/** Experiments with prompt versions: their evidence, night by night, and what became of every version's questions. */
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { Wide } from '../shared/wide.tsx'
import { day, instant, percent } from './times.ts'

type Experiments = Schemas['Experiments']
type Experiment = Experiments['experiments'][number]

export function ExperimentsPage() {
  const { api } = useSession()
  const loaded = useLoaded(async () => bodyOf(await api.GET('/api/admin/experiments')), [api])
  return (
    <>
      <Heading text={words.experiments.heading} />
      <Show loaded={loaded}>
        {({ experiments, outcomes, models }) => (
          <>
            {experiments.length === 0 && <p>{words.experiments.none}</p>}
            {experiments.map((experiment) => (
              <ExperimentView key={experiment.experimentId} experiment={experiment} />
            ))}
            <Outcomes outcomes={outcomes} />
            <Models models={models} />
          </>
        )}
      </Show>
    </>
  )
}

function ExperimentView({ experiment }: { experiment: Experiment }) {
  const { control, treatment, status, phase, share, startedAt, endedAt, evidence } = experiment
  const { experiments } = words
  const label = experiments.label(treatment, control)
  return (
    <section class="card">
      <h2>{label}</h2>
      <p>
        {experiments.statuses[status]} ({phase}), {experiments.share(percent(share))}, {instant(startedAt)}
        {endedAt && ` – ${instant(endedAt)}`}
      </p>
      {evidence.length > 0 && (
        <Wide label={label}>
          <table>
            <thead>
              <tr>
                <th scope="col">{experiments.night}</th>
                <th scope="col">{experiments.decision}</th>
                <th scope="col">{experiments.yields}</th>
                <th scope="col">{experiments.evidence}</th>
                <th scope="col">{experiments.unmet}</th>
              </tr>
            </thead>
            <tbody>
              {evidence.map(({ date, decision, reason, figures, test, unmet }) => (
                <tr key={date}>
                  <th scope="row">{day(date)}</th>
                  <td>
                    {decision}: {reason}
                  </td>
                  <td>
                    {yieldOf(figures.candidate)} / {yieldOf(figures.control)}
                  </td>
                  <td>{test ? experiments.test(test.difference, test.standardError, test.evidence) : words.none}</td>
                  <td>{unmet.join(', ') || words.none}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  )
}

type Arm = Experiment['evidence'][number]['figures']['control']

const yieldOf = ({ acceptedYield: { n, mean } }: Arm) => (n === 0 ? words.none : `${mean.toFixed(2)} (${n})`)

function Outcomes({ outcomes }: { outcomes: Experiments['outcomes'] }) {
  const { experiments } = words
  return (
    <section class="card">
      <h2>{experiments.outcomes}</h2>
      {outcomes.length === 0 ? (
        <p>{experiments.noOutcomes}</p>
      ) : (
        <Wide label={experiments.outcomes}>
          <table>
            <thead>
              <tr>
                <th scope="col">{experiments.version}</th>
                <th scope="col">{experiments.accepted}</th>
                <th scope="col">{experiments.rejections}</th>
                <th scope="col">{experiments.right}</th>
              </tr>
            </thead>
            <tbody>
              {outcomes.map(({ promptVersion, arm, from, accepted, requested, rejections, answers }) => (
                <tr key={`${promptVersion} ${arm} ${from}`}>
                  <th scope="row">
                    {promptVersion} {arm && `(${arm})`}
                  </th>
                  <td>{experiments.of(accepted, requested)}</td>
                  <td>{rejections.map(({ rule, n }) => `${rule} ${n}`).join(', ') || words.none}</td>
                  <td>{experiments.of(answers.correct, answers.n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  )
}

function Models({ models }: { models: Experiments['models'] }) {
  const { experiments } = words
  if (models.length === 0) return null
  return (
    <section class="card">
      <h2>{experiments.models}</h2>
      <ul>
        {models.map(({ date, baseModel, model, status, error }) => (
          <li key={`${date} ${baseModel}`}>
            {day(date)}: {model ?? baseModel}, {status} {error}
          </li>
        ))}
      </ul>
    </section>
  )
}
