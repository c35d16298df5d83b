/**
 * The ladder: ask, read what can be read, judge it, ask once more for just what is missing, and be content with what there
 * is then. All of it within one time limit; what does not come, the vetted bank serves.
 */
import type { ObjectId } from 'mongodb'
import type { CandidateQuestion, ChatMessage, ModelCall } from '../contract/generation.ts'
import { promptLabel } from '../contract/generation.ts'
import type { GenerationLogDocument } from '../contract/generation-documents.ts'
import type { QuestionType } from '../contract/level-and-type.ts'
import type { Config } from '../platform/config.ts'
import { type ChatDeps, type ChatResult, completeChat } from './complete-chat.ts'
import { type Judge, type JudgedCandidate, type Run, take } from './gather-candidates.ts'
import { outputSchema } from './output-schema.ts'
import { promptFor } from './prompt-registry.ts'
import { type PromptContext, renderPrompt } from './render-prompt.ts'
import type { PromptDeps } from './seed-prompt-versions.ts'

export type GenerateDeps = ChatDeps & PromptDeps & { config: Pick<Config, 'GENERATION_SECONDS'> }

export type QuestionsWanted = Omit<PromptContext, 'author' | 'droppedQuestions'> & {
  /** Whose questions they will be; null for a topic's. */
  userId: ObjectId | null
}

export type Generated = {
  /** At most as many as were wanted, each also among `candidates`. */
  accepted: CandidateQuestion[]
  candidates: JudgedCandidate[]
  calls: ModelCall[]
  /** `done`, `partial`, `nothing-usable`, or the outcome of the call that nothing came of. */
  outcome: string
  /** Set when the provider wants to be left alone and nothing came. */
  retryAfterSeconds: number | null
} & Pick<
  GenerationLogDocument,
  'promptVersion' | 'promptSha256' | 'experimentId' | 'arm' | 'messages' | 'model' | 'params' | 'latencyMs'
>

/** As many as a model writes within the time; more are asked for side by side. */
const mostPerCall: Record<QuestionType, number> = { 'multiple-choice': 4, text: 6, coding: 2 }

/** A second try needs as long to be worth while. */
const leastMsForSecondTry = 1_500

export async function generateQuestions(deps: GenerateDeps, wanted: QuestionsWanted, judge: Judge): Promise<Generated> {
  const began = deps.clock().getTime()
  const patienceMs = deps.config.GENERATION_SECONDS * 1_000
  const chosen = await promptFor(deps, wanted.type, wanted.userId)
  const run: Run = { chosen, signal: AbortSignal.timeout(patienceMs), candidates: [], calls: [], accepted: [], judge }

  const shares = shareOut(wanted.count, mostPerCall[wanted.type])
  const asked = shares.map((count, index) =>
    renderPrompt(chosen.prompt, { ...wanted, count, author: { number: index + 1, of: shares.length } }),
  )
  const results = await Promise.all(asked.map((messages) => ask(deps, run, wanted.type, messages, 'generate')))
  await take(run, wanted, results)

  const msLeft = () => patienceMs - (deps.clock().getTime() - began)
  let last = worstOf(results)
  if (run.accepted.length < wanted.count && isWorthSecondTry(results) && msLeft() > leastMsForSecondTry) {
    last = await ask(deps, run, wanted.type, renderSecondTry(run, wanted), 're-ask')
    await take(run, wanted, [last])
  }
  const nothing = run.accepted.length === 0
  return {
    accepted: run.accepted,
    candidates: run.candidates,
    calls: run.calls,
    outcome: outcomeOf(run, wanted, last),
    retryAfterSeconds: nothing ? last.retryAfterSeconds : null,
    promptVersion: promptLabel(chosen.prompt),
    promptSha256: chosen.prompt.sha256,
    experimentId: chosen.experimentId,
    arm: chosen.arm,
    messages: asked[0] ?? [],
    model: last.call.model,
    params: { ...chosen.prompt.params },
    latencyMs: Math.max(0, deps.clock().getTime() - began),
  }
}

async function ask(
  deps: GenerateDeps,
  { chosen, signal, calls }: Run,
  type: QuestionType,
  messages: readonly ChatMessage[],
  purpose: ModelCall['purpose'],
): Promise<ChatResult> {
  const { model, params } = chosen.prompt
  const result = await completeChat(deps, { purpose, messages, output: outputSchema(type), model, params, signal })
  calls.push(result.call)
  return result
}

/** As even as possible, none above `most`. */
export function shareOut(count: number, most: number): number[] {
  const calls = Math.ceil(count / most)
  return Array.from({ length: calls }, (_, index) => Math.floor((count + index) / calls)).reverse()
}

/** Whoever wants to be left alone, has no quota or refuses, is not asked again. */
const isWorthSecondTry = (results: readonly ChatResult[]) =>
  results.some(({ text, isWorthRepeating }) => text !== null || isWorthRepeating) &&
  !results.some(({ call }) => call.outcome === 'rate-limited' || call.outcome === 'quota-exhausted')

/** The one that says most about why something is missing. */
const worstOf = (results: readonly ChatResult[]): ChatResult => {
  const failed = results.find(({ call }) => call.outcome !== 'completed')
  const result = results.find(({ retryAfterSeconds }) => retryAfterSeconds !== null) ?? failed ?? results[0]
  if (!result) throw new Error('no questions were wanted')
  return result
}

function renderSecondTry({ chosen, candidates, accepted }: Run, wanted: QuestionsWanted): ChatMessage[] {
  const count = Math.min(wanted.count - accepted.length, mostPerCall[wanted.type])
  const dropped = candidates.filter(({ problems }) => problems.length > 0)
  return renderPrompt(chosen.prompt, {
    ...wanted,
    count,
    seenStems: [...accepted.map(({ text }) => text), ...(wanted.seenStems ?? [])],
    droppedQuestions: dropped.map(({ question, problems }) => ({
      question: question?.text ?? null,
      problems: problems.map(({ message }) => message),
    })),
  })
}

function outcomeOf({ accepted }: Run, { count }: QuestionsWanted, { call }: ChatResult): string {
  if (accepted.length >= count) return 'done'
  if (accepted.length > 0) return 'partial'
  return call.outcome === 'completed' ? 'nothing-usable' : call.outcome
}
