/**
 * The stage that decides on experiments, and begins new ones. A decision is one conditional write with its evidence, once a
 * date; what follows from it for the two versions is done after that, and again if need be.
 */
import type { ExperimentEvidence } from '../../contract/experiments.ts'
import type { PromptName } from '../../contract/generation.ts'
import type { ExperimentDocument } from '../../contract/generation-documents.ts'
import { questionTypeSchema } from '../../contract/level-and-type.ts'
import { applyOutcome, everywhereFrom, openNextExperiment } from '../../generation/prompt-registry.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { decidePromotion, type NightFigures, type PromotionDecision, type PromotionReason } from '../promotion.ts'
import { periodOf } from '../utc-day.ts'
import { armFiguresId } from './prompt-outcomes-stage.ts'

export async function decideExperiments(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const { experiments } = deps.collections
  const name = questionTypeSchema.parse(partition)
  const unapplied = await experiments.find({ promptName: name, applied: false }).toArray()
  for (const experiment of unapplied) await applyOutcome(deps, experiment)
  const running = await experiments
    .find({ promptName: name, status: 'running', since: { $lt: periodOf(date).to } })
    .toArray()
  for (const experiment of running) await decide(deps, experiment, date)
  await openNextExperiment(deps, name, { draftsToo: deps.config.PROMPT_POLICY === 'auto' })
  return {
    running: await experiments.countDocuments({ promptName: name, status: 'running' }),
    decided: await experiments.countDocuments({ promptName: name, 'evidence.date': date }),
  }
}

async function decide(deps: NightDeps, experiment: ExperimentDocument, date: string): Promise<void> {
  if (experiment.evidence.some((night) => night.date >= date)) return
  if (await isOvertaken(deps, experiment)) {
    await giveUp(deps, experiment)
    return
  }
  const figures = await readFigures(deps, experiment, date)
  if (!figures) return
  const decided = decidePromotion(experiment.state, figures)
  const changed = change(experiment, decided, deps.clock())
  const evidence = toEvidence(date, experiment, decided, figures)
  const { modifiedCount } = await deps.collections.experiments.updateOne(
    { _id: experiment._id, status: 'running', 'evidence.date': { $ne: date } },
    { $set: changed, $push: { evidence } },
  )
  if (modifiedCount > 0 && !changed.applied) await applyOutcome(deps, { ...experiment, ...changed })
}

async function readFigures(
  { collections }: NightDeps,
  { _id, state }: ExperimentDocument,
  date: string,
): Promise<NightFigures | null> {
  const [control, candidate] = await Promise.all(
    (['control', 'treatment'] as const).map((arm) =>
      collections.promptOutcomes.findOne({ _id: armFiguresId(date, _id.toHexString(), arm) }),
    ),
  )
  if (!control || !candidate) return null
  return { candidate: candidate.figures, control: state.phase === 'watch' ? state.control : control.figures }
}

type Change = Pick<ExperimentDocument, 'state' | 'share' | 'status' | 'since' | 'endedAt' | 'applied'>

function change(
  experiment: ExperimentDocument,
  { nextState, nextShare, decision }: PromotionDecision,
  now: Date,
): Change {
  const status = statusAfter[decision]
  return {
    state: nextState,
    share: nextShare,
    status,
    since: nextShare === experiment.share ? experiment.since : everywhereFrom(now),
    endedAt: status === 'running' ? null : now,
    applied: decision === 'continue' || decision === 'widen',
  }
}

const statusAfter: Record<PromotionDecision['decision'], ExperimentDocument['status']> = {
  continue: 'running',
  widen: 'running',
  promote: 'running',
  settle: 'promoted',
  stop: 'stopped',
  'roll-back': 'rolled-back',
}

const toEvidence = (
  date: string,
  { share }: ExperimentDocument,
  { decision, reason, nextShare, test, unmet }: PromotionDecision,
  figures: NightFigures,
): ExperimentEvidence => ({
  ...{ date, decision, reason: inWords(reason), share, nextShare },
  ...{ figures: { candidate: figures.candidate, control: figures.control }, test, unmet: [...unmet] },
})

const inWords = (reason: PromotionReason): string =>
  reason.kind === 'guardrail' ? `guardrail: ${reason.guardrails.join(', ')}` : reason.kind

/** Whether an admin has made another version active than the one that the experiment goes by. */
const isOvertaken = async (deps: NightDeps, { promptName, control, treatment, state }: ExperimentDocument) =>
  !(await isActive(deps, promptName, state.phase === 'watch' ? treatment : control))

/** Ends without a verdict of its own: what the admin has made active stays. */
async function giveUp(deps: NightDeps, experiment: ExperimentDocument): Promise<void> {
  const hasWon = await isActive(deps, experiment.promptName, experiment.treatment)
  const ended = {
    state: { phase: hasWon ? ('candidate-won' as const) : ('control-won' as const) },
    share: hasWon ? 1 : 0,
    ...{ status: 'stopped' as const, endedAt: deps.clock(), applied: false },
  }
  await deps.collections.experiments.updateOne({ _id: experiment._id, status: 'running' }, { $set: ended })
  await applyOutcome(deps, { ...experiment, ...ended })
}

const isActive = async ({ collections }: NightDeps, name: PromptName, version: number): Promise<boolean> =>
  (await collections.prompts.countDocuments({ name, version, status: 'active' })) > 0
