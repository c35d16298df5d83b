/** A model that was taught enters the experiments as prompt versions do: the active words of each prompt, on this model. */
import { promptLabel } from '../../contract/generation.ts'
import { questionTypeSchema } from '../../contract/level-and-type.ts'
import { proposeVersion } from '../../generation/prompt-registry.ts'
import type { FineTuningDeps } from './fine-tune.ts'

/** Answers the versions, `text@3`. Doing it again makes none anew. */
export async function compareModel(deps: Pick<FineTuningDeps, 'collections' | 'clock'>, model: string, date: string) {
  const versions: string[] = []
  for (const name of questionTypeSchema.options) {
    const active = await deps.collections.prompts.findOne({ name, status: 'active' }, { sort: { version: -1 } })
    if (!active) continue
    const { messages, fewShot, params, schemaVersion } = active
    const note = `${promptLabel(active)} on a model taught with the examples of ${date}.`
    versions.push(
      promptLabel(await proposeVersion(deps, { name, messages, fewShot, params, schemaVersion, model, note })),
    )
  }
  return versions
}
