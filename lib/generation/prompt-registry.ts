/**
 * Prompts in MongoDB: versions that never change but for their status, and which of them a student gets. Without a usable
 * document the platform's own first version serves, so that nothing is ever left ungenerated for lack of one.
 */
import { createHash } from 'node:crypto'
import type { ObjectId } from 'mongodb'
import type { PromptName } from '../contract/generation.ts'
import type { ExperimentDocument, PromptDocument } from '../contract/generation-documents.ts'
import { faultOf, log } from '../platform/log.ts'
import { persistently } from '../platform/mongo.ts'
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
