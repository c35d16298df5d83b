/** What a 200 of `POST /chat/completions` says, if it says anything: https://platform.openai.com/docs/api-reference/chat/object */
import * as z from 'zod'
import type { CallOutcome, ModelCall } from '../contract/generation.ts'
import { withoutSecrets } from '../platform/without-secrets.ts'

export type Completion = {
  outcome: CallOutcome
  text: string | null
  rawOutput: string | null
  finishReason: string | null
  detail: string | null
  usage: ModelCall['usage']
  retryAfterSeconds: number | null
  isWorthRepeating: boolean
  /** The server did not take the request as it was put. */
  isBadRequest: boolean
}

export const failed = (outcome: CallOutcome, detail: string, more: Partial<Completion> = {}): Completion => ({
  outcome,
  text: null,
  rawOutput: null,
  finishReason: null,
  detail,
  usage: null,
  retryAfterSeconds: null,
  isWorthRepeating: false,
  isBadRequest: false,
  ...more,
})

/** Longer than any reply that is asked for. */
const longestBody = 2_000_000

/** @throws what reading throws; an over-long body comes cut off */
export async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > longestBody) return text
  }
  return text + decoder.decode()
}

const completionSchema = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z
    .object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
    .nullish()
    .catch(null),
})

const errorSchema = z.object({ error: z.union([z.string(), z.looseObject({ message: z.string().nullish() })]) })

/** @param apiKey kept out of what is told */
export function readCompletion(body: string, apiKey: string): Completion {
  const excerpt = withoutSecrets(body.slice(0, 200), apiKey)
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return /^\s*\{/.test(body)
      ? failed('cut-off', `the reply breaks off: ${excerpt}`, { isWorthRepeating: true })
      : failed('not-json', `the reply is no JSON: ${excerpt}`, { isWorthRepeating: true })
  }
  const error = errorSchema.safeParse(json)
  if (error.success) {
    const said = typeof error.data.error === 'string' ? error.data.error : error.data.error.message
    const detail = withoutSecrets(said ?? 'an error without a message', apiKey)
    return failed('provider-error', detail, { isWorthRepeating: true })
  }
  const parsed = completionSchema.safeParse(json)
  if (!parsed.success) return failed('provider-error', `the reply is no completion: ${excerpt}`)
  const { choices, usage } = parsed.data
  const told = usage ? { usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } } : {}
  const [choice] = choices
  if (!choice) return failed('empty', 'the reply has no choices', { ...told, isWorthRepeating: true })
  return readChoice(choice, told)
}

type Choice = z.infer<typeof completionSchema>['choices'][number]

function readChoice({ finish_reason, message }: Choice, told: Partial<Completion>): Completion {
  const { content, refusal } = message
  const finishReason = finish_reason ?? null
  const said = { ...told, finishReason, rawOutput: content ?? null }
  if (refusal) return failed('refused', 'the model refuses', { ...said, rawOutput: refusal })
  if (finishReason === 'content_filter') return failed('content-filtered', 'the provider filtered the reply', said)
  const text = content?.trim() ? content : null
  if (finishReason === 'length')
    return failed('truncated', 'the reply is as long as it may be', { ...said, text, isWorthRepeating: true })
  if (text === null) return failed('empty', 'the reply has no content', { ...said, isWorthRepeating: true })
  return { ...failed('completed', ''), ...said, text, detail: null }
}
