/**
 * Promoting, quarantining and rejecting questions of the stock, and taking that back. Each change is kept with its reason
 * (`statusHistory`), and is written only on what it was decided on.
 */
import type { BankItemDocument, StatusAction, StatusChange } from '../contract/documents.ts'
import type { GeneratedQuestionDocument } from '../contract/generation-documents.ts'
import { Refusal } from '../contract/problem.ts'
import type { QuestionPatch, QuestionStory } from '../contract/questions.ts'
import { persistently } from '../platform/mongo.ts'
import { applyPattern } from './apply-pattern.ts'
import { promoteQuestion } from './promote-question.ts'
import { tellStory } from './question-story.ts'
import { type Move, moveBankItem, moveGenerated } from './review-rules.ts'
import { type FoundItem, findItem, type StockDeps } from './stock-items.ts'
import { promotedKey } from './store-bank-items.ts'
import { forgetCatalogue } from './topic-catalogue.ts'

type Decision = { action: StatusAction; reason: string | null }

const mostTries = 3

/** @param id of the item, or of a copy. @throws Refusal unknown-question, question-status; invalid-request (promotion) */
export async function reviewQuestion(deps: StockDeps, id: string, patch: QuestionPatch): Promise<QuestionStory> {
  const { action, reason = null } = patch
  if (action === 'apply-pattern') return tellStory(deps, await applyPattern(deps, id, reason))
  const decision = { action, reason }
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await inCirculation(deps, await findItem(deps, id), decision)
    const isDone =
      found.source === 'bank'
        ? await changeBankItem(deps, found.item, decision)
        : await changeGenerated(deps, found.item, decision)
    if (!isDone) continue
    forgetCatalogue()
    return tellStory(deps, found.item._id.toHexString())
  }
  throw new Refusal('question-status', { detail: 'it keeps changing: look at it again' })
}

/** What has been promoted is served from the bank, and quarantined there. */
async function inCirculation(deps: StockDeps, found: FoundItem, { action }: Decision): Promise<FoundItem> {
  const isPromoted = found.source === 'generated' && found.item.status === 'promoted'
  const item = isPromoted && action === 'quarantine' ? await findPromoted(deps, found.item) : null
  return item ? { source: 'bank', item } : found
}

const findPromoted = (
  { collections }: StockDeps,
  { _id, topicId }: Pick<GeneratedQuestionDocument, '_id' | 'topicId'>,
) => persistently(() => collections.bankItems.findOne({ topicId, key: promotedKey(_id) }))

/** Answers false when the item has changed meanwhile. */
async function changeBankItem(deps: StockDeps, item: BankItemDocument, decision: Decision): Promise<boolean> {
  const status = target(moveBankItem(item, decision.action))
  if (status === undefined) return true
  const { matchedCount } = await persistently(() =>
    deps.collections.bankItems.updateOne(
      { _id: item._id, status: item.status },
      { $set: { status }, $push: { statusHistory: toChange(deps, decision, item.status, status) } },
    ),
  )
  return matchedCount === 1
}

/** The bank first: whoever finds this half done does the rest by doing it again. */
async function changeGenerated(deps: StockDeps, item: GeneratedQuestionDocument, decision: Decision): Promise<boolean> {
  const status = target(moveGenerated(item, decision.action))
  if (status === undefined) return true
  if (status === 'promoted' && !(await putIntoBank(deps, item, decision))) return false
  if (item.status === 'promoted' && !(await withdraw(deps, item, decision))) return false
  const { matchedCount } = await persistently(() =>
    deps.collections.generatedQuestions.updateOne(
      { _id: item._id, status: item.status },
      { $set: { status }, $push: { statusHistory: toChange(deps, decision, item.status, status) } },
    ),
  )
  return matchedCount === 1
}

/** One that was promoted and taken back before is a draft there. */
async function putIntoBank(deps: StockDeps, item: GeneratedQuestionDocument, decision: Decision): Promise<boolean> {
  await promoteQuestion(deps, item)
  const promoted = await findPromoted(deps, item)
  return promoted !== null && changeBankItem(deps, promoted, { ...decision, action: 'promote' })
}

/** Students have answered it: it stays in the bank, as a draft. */
async function withdraw(deps: StockDeps, item: GeneratedQuestionDocument, decision: Decision): Promise<boolean> {
  const promoted = await findPromoted(deps, item)
  if (promoted?.status !== 'active') return true
  const { matchedCount } = await persistently(() =>
    deps.collections.bankItems.updateOne(
      { _id: promoted._id, status: 'active' },
      { $set: { status: 'draft' }, $push: { statusHistory: toChange(deps, decision, 'active', 'draft') } },
    ),
  )
  return matchedCount === 1
}

/** undefined: it is so already. @throws Refusal question-status */
function target<S>(move: Move<S>): S | undefined {
  if (move.kind === 'refuse') throw new Refusal('question-status', { detail: move.why })
  return move.kind === 'to' ? move.status : undefined
}

const toChange = ({ clock }: StockDeps, decision: Decision, from: string, status: string): StatusChange => ({
  ...decision,
  from,
  status,
  at: clock(),
  by: 'admin',
})
