/**
 * `npm run night -- --date YYYY-MM-DD [--workers 2] [--data .local]`: works the night of a UTC date in this process, on the
 * local platform that runs on `--data`; what the environment names (MONGODB_URI and the others of
 * lib/platform/config.ts) goes before. Prints what each stage came to; on a terminal, with a progress bar.
 */
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { findRunningPlatform, variablesOf } from '../local/running-platform.ts'

const argumentsSchema = z.strictObject({
  date: z.iso.date({ error: 'must be a date, YYYY-MM-DD' }),
  workers: z.coerce.number().int().min(1).max(8).default(2),
  data: z.string().default('.local'),
})

function readArguments() {
  const text = { type: 'string' } as const
  const parsed = argumentsSchema.safeParse(parseArgs({ options: { date: text, workers: text, data: text } }).values)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'))
}

/** With everything named, no platform is needed. */
async function completeEnvironment(data: string): Promise<void> {
  // Metrics would go to standard output, where CloudWatch finds them on AWS.
  const given: NodeJS.ProcessEnv = { LOG_LEVEL: 'WARN', POWERTOOLS_METRICS_DISABLED: 'true', ...process.env }
  if (given.MONGODB_URI && given.EXPORT_BUCKET) {
    Object.assign(process.env, unneeded, given)
    return
  }
  const platform = await findRunningPlatform(data)
  const { SECRET_ARN: _, ...variables } = await variablesOf('work-night', platform)
  const stores = {
    MONGODB_URI: platform.mongodbUri,
    UPSTASH_REDIS_REST_URL: platform.redisRestUrl,
    UPSTASH_REDIS_REST_TOKEN: platform.redisRestToken,
  }
  Object.assign(process.env, variables, stores, given)
}

const nowhere = 'http://127.0.0.1:9'

/** What the configuration asks for and a night in one process has no use for. */
const unneeded = {
  STAGE: 'local',
  EVENT_BUS_NAME: 'local-bus',
  GENERATE_QUESTIONS_QUEUE_URL: nowhere,
  CHECK_CODE_QUEUE_URL: nowhere,
  NIGHT_QUEUE_URL: nowhere,
  GOOGLE_CLIENT_ID: 'none',
  UPSTASH_REDIS_REST_URL: nowhere,
  UPSTASH_REDIS_REST_TOKEN: 'none',
}

async function main(): Promise<number> {
  const { date, workers, data } = readArguments()
  await completeEnvironment(data)
  // The configuration is read with the first import of what uses it.
  const { nightDeps } = await import('../lib/analytics/night/deps.ts')
  const { drainNight } = await import('../lib/analytics/night/drain-night.ts')
  const { stages } = await import('../lib/analytics/night/stages.ts')
  const { closeDatabase } = await import('../lib/platform/mongo.ts')
  const { describeReport, progressBar } = await import('./night/describe-night.ts')
  const begun = performance.now()
  const bar = progressBar(
    process.stderr,
    stages.map(({ name }) => name),
  )
  try {
    const deps = await nightDeps()
    const night = await drainNight(deps, stages, date, { concurrency: workers, onProgress: bar.show })
    bar.clear()
    if (!night.report) throw new Error(`the night of ${date} ended without a report`)
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
    console.log(describeReport(night.report))
    console.log(`${seconds} s, ${Math.round(process.resourceUsage().maxRSS / 1_024)} MiB at most`)
    return night.report.complete ? 0 : 1
  } finally {
    bar.clear()
    await closeDatabase()
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`night: ${error instanceof Error ? error.message : String(error)}`)
  return 2
})
