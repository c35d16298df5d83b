/** The provider's content filter: https://platform.openai.com/docs/api-reference/moderations */
import type { CallOutcome, ModelCall } from '../contract/generation.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { log } from '../platform/log.ts'
import type { Model } from '../platform/openai.ts'

type ModerationDeps = { model: Model; clock: Clock; config: Pick<Config, 'OPENAI_MODERATION_MODEL'> }

/** @returns the call, for the log, and of each text, in their order, whether the provider objects to it */
export async function moderateTexts(
  { model, clock, config }: ModerationDeps,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<{ call: ModelCall; opinion: { flagged: boolean[] } | { failure: string } }> {
  const began = clock().getTime()
  const name = config.OPENAI_MODERATION_MODEL ?? 'none'
  const tell = (outcome: CallOutcome, rawOutput: string | null, detail: string | null): ModelCall => ({
    purpose: 'moderate',
    outcome,
    model: name,
    finishReason: null,
    rawOutput,
    detail,
    usage: null,
    cost: null,
    latencyMs: Math.max(0, clock().getTime() - began),
  })
  try {
    const { results } = await model.client.moderations.create({ model: name, input: [...texts] }, { signal })
    const call = tell('completed', JSON.stringify(results).slice(0, 20_000), null)
    return { call, opinion: { flagged: results.map(({ flagged }) => flagged) } }
  } catch (error) {
    const detail = error instanceof Error ? error.name : 'unknown'
    log.warn('the content filter has not answered', { detail })
    return { call: tell('provider-error', null, detail), opinion: { failure: detail } }
  }
}
