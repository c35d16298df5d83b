/** The provider's content filter: https://platform.openai.com/docs/api-reference/moderations */
import type { CallOutcome, ModelCall } from '../contract/generation.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { log } from '../platform/log.ts'
import type { Model } from '../platform/openai.ts'

type ModerationDeps = { model: Model; clock: Clock; config: Pick<Config, 'OPENAI_MODERATION_MODEL'> }

/** @returns in the order of the texts, what is objected to; where the filter has not answered, that */
export async function moderateTexts(
  { model, clock, config }: ModerationDeps,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<{ call: ModelCall; objections: (string | null)[] }> {
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
    const objections = texts.map((_, place) => objectionOf(results[place]))
    return { call: tell('completed', JSON.stringify(results).slice(0, 20_000), null), objections }
  } catch (error) {
    const detail = error instanceof Error ? error.name : 'unknown'
    log.warn('the content filter has not answered', { detail })
    return {
      call: tell('provider-error', null, detail),
      objections: texts.map(() => 'the content filter has not answered'),
    }
  }
}

function objectionOf(result: { flagged: boolean; categories: object } | undefined): string | null {
  if (!result) return 'the content filter has not answered'
  if (!result.flagged) return null
  const categories = Object.entries(result.categories).flatMap(([category, isMeant]) =>
    isMeant === true ? [category] : [],
  )
  return `the content filter objects: ${categories.join(', ') || 'unspecified'}`
}
