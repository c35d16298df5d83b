/** What admins do to prompts. */

import type { PromptDocument } from '../contract/generation-documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { PromptCreate, PromptView } from '../contract/prompts.ts'
import { schemaVersion } from './output-schema.ts'
import { forgetPrompts } from './prompt-registry.ts'
import { addVersion, changeStatus, type VersionId } from './prompt-versions.ts'
import { knownPlaceholders, placeholdersIn, requiredPlaceholders } from './render-prompt.ts'
import type { PromptDeps } from './seed-prompt-versions.ts'

/** @throws Refusal invalid-request when its templates could not be filled in, or would not say what is wanted */
export async function createPrompt(deps: PromptDeps, { note, ...content }: PromptCreate): Promise<PromptDocument> {
  refuseUnfillable(content)
  return addVersion(deps, {
    ...content,
    ...(note !== undefined && { note }),
    schemaVersion,
    status: 'draft',
    origin: 'admin',
    createdAt: deps.clock(),
  })
}

/** @throws Refusal as changeStatus does */
export async function changePrompt(
  deps: PromptDeps,
  { status, ...id }: VersionId & Pick<PromptDocument, 'status'>,
): Promise<PromptDocument> {
  const prompt = await changeStatus(deps, id, status)
  forgetPrompts()
  return prompt
}

function refuseUnfillable({ name, messages }: Pick<PromptCreate, 'name' | 'messages'>): void {
  const known = name === 'verification' ? ['questions'] : knownPlaceholders
  const required = name === 'verification' ? ['questions'] : requiredPlaceholders
  const found = placeholdersIn(messages)
  const faults = [
    ...found.filter((each) => !known.includes(each)).map((each) => `{{${each}}} is not known`),
    ...required.filter((each) => !found.includes(each)).map((each) => `{{${each}}} is missing`),
  ]
  if (faults.length === 0) return
  throw new Refusal('invalid-request', { issues: faults.map((message) => ({ path: '/messages', message })) })
}

export const toPromptView = ({ _id, note, createdAt, ...prompt }: PromptDocument): PromptView => ({
  ...prompt,
  note: note ?? null,
  createdAt: createdAt.toISOString(),
})
