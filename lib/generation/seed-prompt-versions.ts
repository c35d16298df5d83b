/** Puts the platform's own prompts into MongoDB. Reads no configuration, so that tools may use it too. */
import { type PromptName, promptNameSchema } from '../contract/generation.ts'
import type { PromptDocument } from '../contract/generation-documents.ts'
import type { Clock } from '../platform/clock.ts'
import type { Collections } from '../platform/collections.ts'
import { derivedId } from '../platform/ids.ts'
import { schemaVersion } from './output-schema.ts'
import { addVersion, contentHash } from './prompt-versions.ts'
import { seedPrompts } from './seed-prompts.ts'

export type PromptDeps = { collections: Pick<Collections, 'prompts' | 'experiments'>; clock: Clock }

/** Two at once is what a crash while activating leaves: the later one is meant. */
export const findActive = ({ collections }: PromptDeps, name: PromptName): Promise<PromptDocument | null> =>
  collections.prompts.findOne({ name, status: 'active' }, { sort: { version: -1 } })

/** Adds the platform's own versions where they are missing; one becomes active where none is. Twice is once. */
export async function seedPromptVersions(deps: PromptDeps): Promise<void> {
  for (const name of promptNameSchema.options) {
    const { _id, version: _, ...own } = ownVersion(name, deps.clock())
    const isTaken = (await findActive(deps, name)) !== null
    await addVersion(deps, { ...own, status: isTaken ? 'draft' : 'active' })
  }
}

/** As code has it. */
export function ownVersion(name: PromptName, createdAt: Date): PromptDocument {
  const seed = seedPrompts.find((each) => each.name === name)
  if (!seed) throw new Error(`there is no prompt of our own for ${name}`)
  const content = { ...seed, model: null, schemaVersion }
  return {
    _id: derivedId('prompt', name, '1'),
    ...content,
    version: 1,
    sha256: contentHash(content),
    status: 'active',
    origin: 'seed',
    createdAt,
  }
}
