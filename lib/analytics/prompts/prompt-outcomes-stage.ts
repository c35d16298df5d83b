/**
 * The stage that measures prompts: each version over the last week, and each arm of a running experiment since its
 * share last changed. What an experiment has been decided on stays as it was.
 */
import type { PromptOutcomesDocument } from '../../contract/analytics-documents.ts'
import { type PromptName, promptLabel } from '../../contract/generation.ts'
import { questionTypeSchema } from '../../contract/level-and-type.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { dayMs, periodOf } from '../utc-day.ts'
import { type Asked, measureLogs } from './logged-jobs.ts'
import { measureServed } from './served-questions.ts'

/** Prompts that make questions: what the fourth one does shows in theirs. */
export const byPrompt = async (): Promise<string[]> => [...questionTypeSchema.options]

/** Of a version: every question of them is looked up. */
const days = 7

type Subject = Pick<PromptOutcomesDocument, '_id' | 'promptVersion' | 'experimentId' | 'arm' | 'from'> & {
  asked: Asked
}

export async function measureOutcomes(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const promptName = questionTypeSchema.parse(partition)
  const subjects = [...(await versions(deps, promptName, date)), ...(await arms(deps, promptName, date))]
  for (const { asked, ...subject } of subjects) {
    const { acceptedYield, cost, latency, ...logged } = await measureLogs(deps.collections, asked)
    const { answers, ...served } = await measureServed(deps.collections, asked)
    const figures = { acceptedYield, latency, cost, ...served }
    const document: PromptOutcomesDocument = { ...subject, date, promptName, ...logged, figures, answers }
    await deps.collections.promptOutcomes.replaceOne({ _id: document._id }, document, { upsert: true })
  }
  return { measured: subjects.length }
}

async function versions({ collections }: NightDeps, name: PromptName, date: string): Promise<Subject[]> {
  const to = periodOf(date).to
  const from = new Date(to.getTime() - days * dayMs)
  const timestamp = { $gte: from, $lt: to }
  const labels = await collections.generationLogs.distinct('promptVersion', {
    timestamp,
    type: questionTypeSchema.parse(name),
  })
  return labels.sort().map((promptVersion) => ({
    ...{ _id: `${date}:${promptVersion}`, promptVersion, experimentId: null, arm: null, from },
    asked: { promptVersion, timestamp },
  }))
}

async function arms({ collections }: NightDeps, name: PromptName, date: string): Promise<Subject[]> {
  const to = periodOf(date).to
  // One whose share has changed since has been decided on: what that rests on is not to be counted away.
  const running = await collections.experiments
    .find({ promptName: name, status: 'running', since: { $lt: to } })
    .toArray()
  return running.flatMap(({ _id, control, treatment, since }) =>
    (['control', 'treatment'] as const).map((arm) => ({
      _id: armFiguresId(date, _id.toHexString(), arm),
      promptVersion: promptLabel({ name, version: arm === 'control' ? control : treatment }),
      ...{ experimentId: _id, arm, from: since },
      asked: { experimentId: _id, arm, timestamp: { $gte: since, $lt: to } },
    })),
  )
}

export const armFiguresId = (date: string, experimentId: string, arm: 'control' | 'treatment') =>
  `${date}:${experimentId}:${arm}`
