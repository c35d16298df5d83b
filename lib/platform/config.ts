/** What the environment says, read once per process; a bad environment stops the process with every fault named. */
import * as z from 'zod'

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((word) => word.trim().toLowerCase())
      .filter((word) => word !== ''),
  )

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback)

const price = z.coerce.number().min(0).optional()

export const configSchema = z.object({
  STAGE: z.string().min(1),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']).default('INFO'),
  MONGODB_NAME: z.string().min(1).default('adaptive-quiz'),

  /** Secrets Manager holds {mongodbUri, redisRestUrl, redisRestToken, openaiApiKey?}; without it, the three variables below do. */
  SECRET_ARN: z.string().min(1).optional(),
  /** The latest when it is not set. */
  SECRET_VERSION_ID: z.string().min(1).optional(),
  MONGODB_URI: z.string().min(1).optional(),
  UPSTASH_REDIS_REST_URL: z.url().optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),

  /** The model: any server that speaks OpenAI's protocol; OpenAI itself without a base URL. Neither it nor a key: none. */
  OPENAI_BASE_URL: z.url().optional(),
  /** Used where SECRET_ARN is not; else the secret's openaiApiKey is. */
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_MODEL: z.string().min(1).default('gpt-4.1-mini'),
  /** US dollars per million tokens; without both, calls are logged without a cost. */
  OPENAI_INPUT_PRICE: price,
  OPENAI_OUTPUT_PRICE: price,
  /** Of the provider's moderation endpoint; without it, the rules alone filter content. */
  OPENAI_MODERATION_MODEL: z.string().min(1).optional(),
  /** How long the log of a generation is kept. */
  GENERATION_LOG_DAYS: count(400),
  /** What generating, checking and repairing the questions of one level may take together. */
  GENERATION_SECONDS: z.coerce.number().min(1).max(50).default(12),

  /** `auto` tries new prompt versions on some students by itself; `manual` leaves that to admins. */
  PROMPT_POLICY: z.enum(['auto', 'manual']).default('auto'),
  /** `on` teaches the configured model with what nights export. */
  FINE_TUNING: z.enum(['on', 'off']).default('off'),

  EVENT_BUS_NAME: z.string().min(1),
  GENERATE_QUESTIONS_QUEUE_URL: z.url(),
  CHECK_CODE_QUEUE_URL: z.url(),
  NIGHT_QUEUE_URL: z.url(),
  EXPORT_BUCKET: z.string().min(1),

  /** `aud` of the tokens that are taken. */
  GOOGLE_CLIENT_ID: z.string().min(1),
  TOKEN_ISSUER: z.url().default('https://accounts.google.com'),
  TOKEN_JWKS_URI: z.url().default('https://www.googleapis.com/oauth2/v3/certs'),
  /** Comma-separated; empty takes every domain. */
  ALLOWED_HOSTED_DOMAINS: list,
  /** Comma-separated; who has these addresses becomes an admin at first sign-in. */
  ADMIN_EMAILS: list,

  LIMIT_ANSWERS_PER_MINUTE: count(60),
  LIMIT_STARTS_PER_MINUTE: count(10),
  LIMIT_REPORTS_PER_MINUTE: count(10),
  LIMIT_ADMIN_CALLS_PER_MINUTE: count(120),
  /** Days without an answer after which the night abandons a quiz. */
  IDLE_DAYS: count(7),

  /** Makes a response that breaks its schema an error instead of a log line. */
  CHECK_RESPONSES: z.stringbool().default(false),
})
export type Config = z.infer<typeof configSchema>

let cached: Config | undefined

export function config(): Config {
  if (cached) return cached
  const parsed = configSchema.safeParse(process.env)
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`)
  cached = parsed.data
  return cached
}
