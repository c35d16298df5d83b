/** Puts the milder pattern that the night has proposed for a coding question in the place of the one it replaces. */
import { isDeepStrictEqual } from 'node:util'
import type { StatusChange } from '../contract/documents.ts'
import { Refusal } from '../contract/problem.ts'
import { persistently } from '../platform/mongo.ts'
import { isAdmitted } from './relax-pattern.ts'
import { type FoundItem, findItem, type StockDeps } from './stock-items.ts'

/**
 * Quizzes under way keep what they have. Doing it again changes nothing.
 * @param id of the item, or of a copy. @returns the item's id
 * @throws Refusal unknown-question; question-status where nothing is proposed for the question as it is
 */
export async function applyPattern(deps: StockDeps, id: string, reason: string | null): Promise<string> {
  const { patternFindings } = deps.collections
  const found = await findItem(deps, id)
  const { _id, solutionPattern } = found.item
  const proposal = (await persistently(() => patternFindings.findOne({ _id })))?.proposal
  if (!proposal) throw new Refusal('question-status', { detail: 'no pattern is proposed for it' })
  if (!isDeepStrictEqual(solutionPattern, proposal.pattern)) {
    if (!isDeepStrictEqual(solutionPattern, proposal.replaces) || !isAdmitted(found.item, proposal.pattern)) {
      throw new Refusal('question-status', { detail: 'it has changed since the pattern was proposed' })
    }
    await write(deps, found, {
      $set: { solutionPattern: proposal.pattern },
      $push: { statusHistory: toChange(deps, found, reason) },
    })
  }
  await persistently(() => patternFindings.updateOne({ _id }, { $set: { proposal: null } }))
  return _id.toHexString()
}

type Write = {
  $set: Pick<FoundItem['item'], 'solutionPattern'>
  $push: { statusHistory: StatusChange }
}

async function write({ collections }: StockDeps, { source, item: { _id } }: FoundItem, update: Write): Promise<void> {
  if (source === 'bank') await persistently(() => collections.bankItems.updateOne({ _id }, update))
  else await persistently(() => collections.generatedQuestions.updateOne({ _id }, update))
}

const toChange = ({ clock }: StockDeps, { item: { status } }: FoundItem, reason: string | null): StatusChange => ({
  ...{ action: 'apply-pattern', from: status, status, reason },
  ...{ at: clock(), by: 'admin' },
})
