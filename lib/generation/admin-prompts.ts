/** What admins do to prompts. */

import type { PromptDocument } from '../contract/generation-documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { PromptCreate, PromptView } from '../contract/prompts.ts'
import { templateFaults } from './check-prompt.ts'
import { schemaVersion } from './output-schema.ts'
import { forgetPrompts, openExperiment } from './prompt-registry.ts'
import { addVersion, changeStatus, type VersionId } from './prompt-versions.ts'
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

/** A canary is tried on some students at once, or after the experiment that runs. @throws Refusal as changeStatus does */
export async function changePrompt(
  deps: PromptDeps,
  { status, ...id }: VersionId & Pick<PromptDocument, 'status'>,
): Promise<PromptDocument> {
  const prompt = await changeStatus(deps, id, status)
  if (status === 'canary') await openExperiment(deps, prompt)
  forgetPrompts()
  return prompt
}

function refuseUnfillable(content: Pick<PromptCreate, 'name' | 'messages'>): void {
  const faults = templateFaults(content)
  if (faults.length === 0) return
  throw new Refusal('invalid-request', { issues: faults.map((message) => ({ path: '/messages', message })) })
}

export const toPromptView = ({ _id, note, createdAt, ...prompt }: PromptDocument): PromptView => ({
  ...prompt,
  note: note ?? null,
  createdAt: createdAt.toISOString(),
})
