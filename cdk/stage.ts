/**
 * What differs between the stages: `stages.<name>` of cdk.json, each setting overridden by a context value of its own
 * name (`-c tokenIssuer=...`), checked once. A setting left out is left to the functions' own default.
 */
import type { Node } from 'constructs'
import * as z from 'zod'

const stageNameSchema = z.enum(['local', 'dev', 'prod'])

/** A list, or the comma-separated text that `-c` gives. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((word) => word !== '') : value),
    z.array(item),
  )

/** A boolean, or its text. */
const flag = z.union([z.boolean(), z.stringbool()])

const count = z.coerce.number().int().min(1)

/** Values by name, or their JSON, as `-c` gives it. */
const mapOf = <T extends z.ZodType>(value: T) =>
  z.preprocess((given) => (typeof given === 'string' ? parseJson(given) : given), z.record(z.string(), value))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The schema says what was expected instead.
    return text
  }
}

/** docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, up to two years. */
const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731]
const price = z.coerce.number().min(0)

const settingsSchema = z.strictObject({
  /** `aud` of the Google ID tokens that are taken. */
  googleClientId: z.string().min(1),
  /** Google's unless overridden: nobody else's tokens are taken. */
  tokenIssuer: z.url().optional(),
  tokenJwksUri: z.url().optional(),
  /** Google Workspace domains whose members may sign in; empty takes everybody with a Google account. */
  allowedHostedDomains: listOf(z.hostname()).default([]),
  /** Who becomes an admin at first sign-in. */
  adminEmails: listOf(z.email()).default([]),
  /** Web origins that browsers may call the API from. */
  origins: listOf(z.url()).pipe(z.array(z.string()).min(1)),

  /** VersionId of the stores' secret; a new one makes every function begin anew. Without: the latest at their first request. */
  secretVersion: z.string().min(1).optional(),
  mongodbName: z.string().min(1).optional(),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT']).optional(),
  limitAnswersPerMinute: count.optional(),
  limitStartsPerMinute: count.optional(),
  limitReportsPerMinute: count.optional(),
  limitAdminCallsPerMinute: count.optional(),
  idleDays: count.optional(),
  /** Server of the model, where it is not OpenAI's own; its key stands in the stage's secret (openaiApiKey). */
  openaiBaseUrl: z.url().optional(),
  openaiModel: z.string().min(1).optional(),
  /** Of the provider's moderation endpoint. */
  openaiModerationModel: z.string().min(1).optional(),
  /** How long the logs of generations are kept. */
  generationLogDays: count.optional(),
  /** US dollars per million tokens. */
  openaiInputPrice: price.optional(),
  openaiOutputPrice: price.optional(),
  /** Seconds that the generation of one level's questions may take. */
  generationSeconds: z.coerce.number().min(1).max(50).optional(),
  /** Whether new prompt versions are tried by themselves. */
  promptPolicy: z.enum(['auto', 'manual']).optional(),
  /** Whether models are taught with what nights export. */
  fineTuning: z.enum(['on', 'off']).optional(),
  /** Makes a response that breaks its schema an error. */
  checkResponses: flag.default(false),

  /** Requests per second that API Gateway lets through, and how many at once above that. */
  throttleRate: count.default(1_000),
  throttleBurst: count.default(2_000),

  /** A worker's name -> its batches at the same time, in place of what the table of workers says. */
  concurrencyCaps: mapOf(z.coerce.number().int().min(2).max(1_000)).default({}),
  /** Sets executions aside for each queue worker; off in an account that has too few of them (new ones have ten). */
  reserveConcurrency: flag.default(true),

  /** Who is told of alarms; everyone confirms once, by e-mail. */
  alarmEmails: listOf(z.email()).default([]),
  /** Where the alarms send people. */
  runbookUrl: z.string().min(1).default('docs/runbook.md'),
  /** Days that log lines are kept, of the numbers that CloudWatch knows. */
  logRetentionDays: z.coerce.number().pipe(z.literal(logRetentions)).default(30),
  /** Share of requests that X-Ray follows, beyond one a second. */
  traceRate: z.coerce.number().min(0).max(1).default(0.05),

  /** The API's own name, with its certificate in the stage's region; one is nothing without the other. */
  domainName: z.hostname().optional(),
  certificateArn: z.string().startsWith('arn:').optional(),

  /** Hosts the web client in a bucket behind CloudFront; its origin is one of `origins` then. */
  webClient: flag.default(false),
  /** The client's own name, with its certificate in us-east-1, where CloudFront looks for it. Without: one of CloudFront's. */
  webDomain: z.hostname().optional(),
  webCertificateArn: z.string().startsWith('arn:').includes(':us-east-1:').optional(),

  /** Deployed to an emulator: what it cannot create is left out, which is X-Ray's rules and alarms on metric math. */
  emulated: flag.default(false),
  /** Without bundles every function holds a placeholder, and whoever runs the stage runs the handlers from source. */
  bundled: flag.default(true),
})

export type Stage = z.infer<typeof settingsSchema> & { name: z.infer<typeof stageNameSchema> }

/** Throws with every fault named. Without `-c stage=`, the stage is `dev`: production is never meant by accident. */
export function readStage(node: Node): Stage {
  const name = parse(stageNameSchema, node.tryGetContext('stage') ?? 'dev')
  const written: Record<string, unknown> = node.tryGetContext('stages')?.[name] ?? {}
  const overrides = Object.keys(settingsSchema.shape)
    .map((key) => [key, node.tryGetContext(key)] as const)
    .filter(([, value]) => value !== undefined)
  const settings = parse(settingsSchema, { ...written, ...Object.fromEntries(overrides) })
  if ((settings.domainName === undefined) !== (settings.certificateArn === undefined)) {
    throw new Error("The stage's settings are not usable: domainName and certificateArn go together")
  }
  if ((settings.webDomain === undefined) !== (settings.webCertificateArn === undefined)) {
    throw new Error("The stage's settings are not usable: webDomain and webCertificateArn go together")
  }
  return { name, ...settings }
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Error(`The stage's settings are not usable:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
