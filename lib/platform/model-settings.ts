/** Which model questions are asked of, and whether there is one. Knows no client, so that any function may ask. */
import { config } from './config.ts'
import { secrets } from './secrets.ts'

export type ModelSettings = {
  /** undefined: OpenAI's own. */
  baseUrl: string | undefined
  apiKey: string
  model: string
  /** US dollars per million tokens, where they are known. */
  prices: { input: number; output: number } | null
}

/** Servers on one's own machine want no key, the client wants one. */
const noKey = 'none'

/** null: no model is configured, and generation is off. @throws when the secret cannot be read */
export async function modelSettings(): Promise<ModelSettings | null> {
  const { OPENAI_BASE_URL, OPENAI_MODEL, OPENAI_INPUT_PRICE, OPENAI_OUTPUT_PRICE } = config()
  const { openaiApiKey } = await secrets()
  if (OPENAI_BASE_URL === undefined && openaiApiKey === undefined) return null
  const priced = OPENAI_INPUT_PRICE !== undefined && OPENAI_OUTPUT_PRICE !== undefined
  return {
    baseUrl: OPENAI_BASE_URL,
    apiKey: openaiApiKey ?? noKey,
    model: OPENAI_MODEL,
    prices: priced ? { input: OPENAI_INPUT_PRICE, output: OPENAI_OUTPUT_PRICE } : null,
  }
}
