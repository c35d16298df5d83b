/**
 * Prompts in MongoDB: versions that never change but for their status, which of them a student gets, and the experiments
 * that compare two. Without a usable document the platform's own first version serves, so that nothing is ever left
 * ungenerated for lack of one.
 */
import { createHash } from 'node:crypto'
import type { ObjectId } from 'mongodb'
import { canaryShare } from '../contract/experiments.ts'
import type { PromptName } from '../contract/generation.ts'
import type { ExperimentDocument, PromptDocument } from '../contract/generation-documents.ts'
import { derivedId } from '../platform/ids.ts'
import { faultOf, log } from '../platform/log.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'
import { promptFaults } from './check-prompt.ts'
import { addVersion, changeStatus, type NewVersion, type VersionId } from './prompt-versions.ts'
import { findActive, ownVersion, type PromptDeps, seedPromptVersions } from './seed-prompt-versions.ts'

export type Arm = 'control' | 'treatment'
export type ChosenPrompt = { prompt: PromptDocument; experimentId: ObjectId | null; arm: Arm | null }

/** What one name has to offer at the moment. */
type Offer = {
  active: PromptDocument
  experiment: { id: ObjectId; share: number; control: PromptDocument; treatment: PromptDocument } | null
}

const lifetimeMs = 60_000
const known = new Map<PromptName, { offer: Offer; until: number }>()

/** After a change: other execution environments follow within the minute. */
export const forgetPrompts = () => known.clear()

/**
 * The active version, or that of the student's arm where an experiment runs. Nobody in particular gets the control.
 * @param userId whose questions it will make; null for a topic's
 */
export async function promptFor(deps: PromptDeps, name: PromptName, userId: ObjectId | null): Promise<ChosenPrompt> {
  const { active, experiment } = await offerOf(deps, name)
  if (!experiment) return { prompt: active, experimentId: null, arm: null }
  const arm = userId ? armOf(userId, experiment) : 'control'
  return { prompt: experiment[arm], experimentId: experiment.id, arm }
}

/** The same for ever, and only ever from control to treatment while the share grows. */
export function armOf(userId: ObjectId, { id, share }: { id: ObjectId; share: number }): Arm {
  const words = `${id.toHexString()}:${userId.toHexString()}`
  const place = createHash('sha256').update(words).digest().readUInt32BE(0) / 2 ** 32
  return place < share ? 'treatment' : 'control'
}

async function offerOf(deps: PromptDeps, name: PromptName): Promise<Offer> {
  const now = deps.clock().getTime()
  const remembered = known.get(name)
  if (remembered && remembered.until > now) return remembered.offer
  const offer = await readOffer(deps, name)
  known.set(name, { offer, until: now + lifetimeMs })
  return offer
}

async function readOffer(deps: PromptDeps, name: PromptName): Promise<Offer> {
  const { prompts, experiments } = deps.collections
  const [active, experiment] = await persistently(() =>
    Promise.all([
      findActive(deps, name),
      experiments.findOne({ status: 'running', promptName: name }, { sort: { startedAt: 1 } }),
    ]),
  )
  if (!experiment) return { active: active ?? (await seedActive(deps, name)), experiment: null }
  const versions = await persistently(() =>
    prompts.find({ name, version: { $in: [experiment.control, experiment.treatment] } }).toArray(),
  )
  const running = armsIn(experiment, versions)
  return { active: active ?? running?.control ?? (await seedActive(deps, name)), experiment: running }
}

function armsIn(experiment: ExperimentDocument, versions: readonly PromptDocument[]): Offer['experiment'] {
  const control = versions.find(({ version }) => version === experiment.control)
  const treatment = versions.find(({ version }) => version === experiment.treatment)
  if (control && treatment) return { id: experiment._id, share: experiment.share, control, treatment }
  log.error('an experiment names a prompt version that there is not', { experimentId: experiment._id.toHexString() })
  return null
}

async function seedActive(deps: PromptDeps, name: PromptName): Promise<PromptDocument> {
  try {
    await seedPromptVersions(deps)
    const active = await findActive(deps, name)
    if (active) return active
  } catch (error) {
    log.error('prompts cannot be seeded', { error: faultOf(error) })
  }
  return ownVersion(name, deps.clock())
}

/** What the night has learnt, as a draft: the version with this content, new or as it is. */
export const proposeVersion = (
  deps: PromptDeps,
  content: Omit<NewVersion, 'status' | 'origin' | 'createdAt'>,
): Promise<PromptDocument> =>
  addVersion(deps, { ...content, status: 'draft', origin: 'night', createdAt: deps.clock() })

/**
 * Begins to compare a version with the active one. Answers null where there is nothing to compare it with, or the name has
 * an experiment already: of two at once, one begins.
 */
export async function openExperiment(
  deps: PromptDeps,
  { name, version }: VersionId,
): Promise<ExperimentDocument | null> {
  const { experiments } = deps.collections
  const active = await persistently(() => findActive(deps, name))
  if (!active || active.version === version) return null
  const running = await persistently(() => experiments.countDocuments({ status: 'running', promptName: name }))
  if (running > 0) return null
  const place = await persistently(() => experiments.countDocuments({ promptName: name }))
  const startedAt = deps.clock()
  const experiment: ExperimentDocument = {
    _id: derivedId('experiment', name, String(place)),
    promptName: name,
    control: active.version,
    treatment: version,
    share: canaryShare,
    status: 'running',
    state: { phase: 'canary', nights: 0 },
    startedAt,
    since: everywhereFrom(startedAt),
    endedAt: null,
    applied: true,
    evidence: [],
  }
  try {
    await experiments.insertOne(experiment)
  } catch (error) {
    if (isDuplicateKey(error)) return null
    throw error
  }
  forgetPrompts()
  return experiment
}

/** When a change has reached every execution environment. */
export const everywhereFrom = (changedAt: Date) => new Date(changedAt.getTime() + lifetimeMs)

/**
 * Has the next version of a name tried where none is: a canary that waits, else, where that may be decided without an
 * admin, the latest draft that is newer than the active version and passes the rules.
 */
export async function openNextExperiment(
  deps: PromptDeps,
  name: PromptName,
  { draftsToo }: { draftsToo: boolean },
): Promise<ExperimentDocument | null> {
  const { prompts, experiments } = deps.collections
  if ((await experiments.countDocuments({ status: 'running', promptName: name })) > 0) return null
  const active = await findActive(deps, name)
  if (!active) return null
  const waiting = await prompts.find({ name, status: 'canary' }).sort({ version: 1 }).toArray()
  const drafts = draftsToo
    ? await prompts
        .find({ name, status: 'draft', version: { $gt: active.version } })
        .sort({ version: -1 })
        .toArray()
    : []
  const next = waiting[0] ?? drafts.find((draft) => promptFaults(draft).length === 0)
  if (!next) return null
  if (next.status === 'draft') await changeStatus(deps, next, 'canary')
  return openExperiment(deps, next)
}

/** Has the two versions' statuses say what an experiment has come to. Doing it again finishes what was left. */
export async function applyOutcome(deps: PromptDeps, experiment: ExperimentDocument): Promise<void> {
  const { promptName: name, control, treatment, state } = experiment
  const candidate = await deps.collections.prompts.findOne({ name, version: treatment })
  if (state.phase === 'control-won') {
    if (candidate?.status === 'active') await changeStatus(deps, { name, version: control }, 'active')
    else if (candidate) await changeStatus(deps, { name, version: treatment }, 'retired')
  } else if (candidate && (state.phase === 'watch' || state.phase === 'candidate-won')) {
    await changeStatus(deps, { name, version: treatment }, 'active')
  }
  await deps.collections.experiments.updateOne({ _id: experiment._id }, { $set: { applied: true } })
  forgetPrompts()
}
