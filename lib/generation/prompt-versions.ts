/** How prompt versions come to be, and how their status changes. */
import { createHash } from 'node:crypto'
import type { PromptName } from '../contract/generation.ts'
import type { PromptDocument } from '../contract/generation-documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { Collections } from '../platform/collections.ts'
import { newId } from '../platform/ids.ts'
import { isDuplicateKey, persistently } from '../platform/mongo.ts'

type Deps = { collections: Pick<Collections, 'prompts' | 'experiments'> }

/** What reaches the model. */
type Content = Pick<PromptDocument, 'name' | 'messages' | 'fewShot' | 'model' | 'params' | 'schemaVersion'>
export type NewVersion = Omit<PromptDocument, '_id' | 'version' | 'sha256'>
export type VersionId = Pick<PromptDocument, 'name' | 'version'>

/** Over the fields in a fixed order, and those of `params` by name: MongoDB and JSON keep no promise about order. */
export function contentHash({ name, messages, fewShot, model, params, schemaVersion }: Content): string {
  const content = [
    name,
    messages.map(({ role, content }) => [role, content]),
    fewShot.map(({ ask, reply }) => [ask, reply]),
    model,
    Object.entries(params).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    schemaVersion,
  ]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** The version with this content, new or as it is: the same content is the same version. */
export async function addVersion({ collections }: Deps, fields: NewVersion): Promise<PromptDocument> {
  const { prompts } = collections
  const sha256 = contentHash(fields)
  for (;;) {
    const versions = await persistently(() => prompts.find({ name: fields.name }).sort({ version: -1 }).toArray())
    const same = versions.find((each) => each.sha256 === sha256)
    if (same) return same
    const version = { _id: newId(), ...fields, version: (versions[0]?.version ?? 0) + 1, sha256 }
    try {
      await prompts.insertOne(version)
      return version
    } catch (error) {
      // Somebody else took this number: look again.
      if (!isDuplicateKey(error)) throw error
    }
  }
}

/** Newest first, of one name or of all. */
export const listVersions = ({ collections }: Deps, name: PromptName | undefined): Promise<PromptDocument[]> =>
  persistently(() =>
    collections.prompts
      .find(name === undefined ? {} : { name })
      .sort({ name: 1, version: -1 })
      .toArray(),
  )

/**
 * A version becomes active before the one before it is retired, so that a crash in between leaves two, of which the later
 * serves, and never none. Doing it again finishes what was left.
 * @throws Refusal unknown-prompt; prompt-in-use when the name would be left without an active version, or a running
 * experiment without an arm; prompt-status when a version would be made a draft again
 */
export async function changeStatus(
  deps: Deps,
  { name, version }: VersionId,
  status: PromptDocument['status'],
): Promise<PromptDocument> {
  const { prompts } = deps.collections
  const before = await persistently(() => prompts.findOne({ name, version }))
  if (!before) throw new Refusal('unknown-prompt')
  if (before.status !== status) await refuseNonsense(deps, before, status)
  // Those of this moment: whoever activates another one meanwhile must not have it retired by us, as we not ours by them.
  const replaced =
    status === 'active' ? await persistently(() => prompts.find({ name, status: 'active' }).toArray()) : []
  await persistently(() => prompts.updateOne({ _id: before._id }, { $set: { status } }))
  const old = replaced.map(({ _id }) => _id).filter((id) => !id.equals(before._id))
  if (old.length > 0) {
    await persistently(() => prompts.updateMany({ _id: { $in: old } }, { $set: { status: 'retired' } }))
  }
  return { ...before, status }
}

async function refuseNonsense(
  { collections }: Deps,
  { name, version, status: before }: PromptDocument,
  status: PromptDocument['status'],
): Promise<void> {
  if (status === 'draft') throw new Refusal('prompt-status', { detail: 'only a new version is a draft' })
  if (before === 'active') {
    throw new Refusal('prompt-in-use', { detail: `it is the active version: activate another ${name} version instead` })
  }
  if (status === 'active') return
  const experiment = await persistently(() =>
    collections.experiments.findOne({
      status: 'running',
      promptName: name,
      $or: [{ control: version }, { treatment: version }],
    }),
  )
  if (experiment && status === 'retired') {
    throw new Refusal('prompt-in-use', { detail: 'a running experiment compares this version with another' })
  }
}
