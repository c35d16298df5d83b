/** Whether a prompt version can be used at all: by rules, before any student's questions depend on it. */
import type { PromptDocument } from '../contract/generation-documents.ts'
import { schemaVersion } from './output-schema.ts'
import { readOutput } from './read-output.ts'
import { knownPlaceholders, placeholdersIn, requiredPlaceholders } from './render-prompt.ts'

/** What is wrong with its templates: they could not be filled in, or would not say what is wanted. */
export function templateFaults({ name, messages }: Pick<PromptDocument, 'name' | 'messages'>): string[] {
  const known = name === 'verification' ? ['questions'] : knownPlaceholders
  const required = name === 'verification' ? ['questions'] : requiredPlaceholders
  const found = placeholdersIn(messages)
  return [
    ...found.filter((each) => !known.includes(each)).map((each) => `{{${each}}} is not known`),
    ...required.filter((each) => !found.includes(each)).map((each) => `{{${each}}} is missing`),
  ]
}

/** Why it may not be tried on students; empty when it may. Its examples must be what a model's replies have to be. */
export function promptFaults(
  prompt: Pick<PromptDocument, 'name' | 'messages' | 'fewShot' | 'schemaVersion'>,
): string[] {
  const { name, fewShot } = prompt
  const examples = name === 'verification' ? [] : fewShot.map(({ reply }) => readOutput(reply, name).candidates)
  return [
    ...templateFaults(prompt),
    ...(prompt.schemaVersion === schemaVersion ? [] : ['it was written for another form of reply']),
    ...examples.flatMap((candidates, index) => {
      const isReply = candidates.length > 0 && candidates.every(({ question }) => question !== null)
      return isReply ? [] : [`example ${index + 1} is not what a reply has to be`]
    }),
  ]
}
