/** Experiments and what nights found of prompts and models, for administrators. */
import type { ExperimentList } from '../../contract/experiment-views.ts'
import { promptLabel } from '../../contract/generation.ts'
import type { Collections } from '../../platform/collections.ts'

type Deps = { collections: Pick<Collections, 'experiments' | 'promptOutcomes' | 'models'> }

/** Of all names together: some years of them. */
const mostExperiments = 100
const mostModels = 50

/** Those that run first, then the latest. */
export async function listExperiments({ collections }: Deps): Promise<ExperimentList> {
  const [experiments, latest, models] = await Promise.all([
    collections.experiments.find().sort({ startedAt: -1, _id: 1 }).limit(mostExperiments).toArray(),
    collections.promptOutcomes.find().sort({ date: -1 }).limit(1).toArray(),
    collections.models.find().sort({ createdAt: -1 }).limit(mostModels).toArray(),
  ])
  const date = latest[0]?.date ?? null
  const outcomes = date === null ? [] : await collections.promptOutcomes.find({ date }).sort({ _id: 1 }).toArray()
  const isRunning = ({ status }: { status: string }) => Number(status === 'running')
  return {
    experiments: experiments
      .toSorted((one, other) => isRunning(other) - isRunning(one))
      .map(({ _id, promptName: name, control, treatment, status, share, state, startedAt, endedAt, evidence }) => ({
        ...{ experimentId: _id.toHexString(), promptName: name, status, phase: state.phase, share },
        control: promptLabel({ name, version: control }),
        treatment: promptLabel({ name, version: treatment }),
        startedAt: startedAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
        evidence,
      })),
    date,
    outcomes: outcomes.map(({ _id, date: _date, experimentId, from, ...outcome }) => ({
      ...outcome,
      experimentId: experimentId?.toHexString() ?? null,
      from: from.toISOString(),
    })),
    models: models.map(({ _id, trainingFile: _t, validationFile: _v, createdAt, updatedAt, ...model }) => ({
      ...model,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    })),
  }
}
