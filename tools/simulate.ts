/**
 * How well a policy measures, on simulated students: one JSON line
 * `{rmse, bias, correlation, coverage90, meanCorrect, microsecondsPerDecision}`.
 *
 * Usage: npm run -s simulate -- --policy irt|practice|rolling|random --examinees N --bank N --length N
 *        --guessing 0|0.25 --seed N
 */
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { measureQuality } from '../lib/adaptive/estimate-quality.ts'
import { type RunDecision, type SimulationSettings, simulateQuizzes } from '../lib/adaptive/simulation.ts'
import { policyNameSchema } from '../lib/contract/topic.ts'

const numeric = z
  .string()
  .regex(/^\d+(\.\d+)?$/, { error: 'must be a number' })
  .transform(Number)

const flagsSchema = z.strictObject({
  policy: z.enum([...policyNameSchema.options, 'random']).default('irt'),
  examinees: numeric.pipe(z.int().min(2).max(1_000_000)).default(1_000),
  bank: numeric.pipe(z.int().min(1).max(10_000)).default(50),
  length: numeric.pipe(z.int().min(1).max(1_000)).default(10),
  /** The chance of guessing rightly, the same for every item. */
  guessing: numeric.pipe(z.number().lt(1)).default(0),
  seed: numeric.pipe(z.int()).default(1),
})

const text: { type: 'string' } = { type: 'string' }
const options = { policy: text, examinees: text, bank: text, length: text, guessing: text, seed: text }

function parseFlags(args: string[]): SimulationSettings {
  const { values } = parseArgs({ args, options })
  return flagsSchema.parse(values)
}

function explain(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error)
  return error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n')
}

function simulate(settings: SimulationSettings): string {
  let decisions = 0
  let milliseconds = 0
  const timed: RunDecision = (decide) => {
    const from = performance.now()
    const decision = decide()
    milliseconds += performance.now() - from
    decisions += 1
    return decision
  }
  const quality = measureQuality(simulateQuizzes(settings, timed))
  const microsecondsPerDecision = (1_000 * milliseconds) / decisions
  const rounded = Object.entries({ ...quality, microsecondsPerDecision }).map(([name, figure]) => [
    name,
    Number(figure.toFixed(4)),
  ])
  return JSON.stringify(Object.fromEntries(rounded))
}

function readSettings(): SimulationSettings | null {
  try {
    return parseFlags(process.argv.slice(2))
  } catch (error) {
    console.error(`simulate: ${explain(error)}`)
    return null
  }
}

const settings = readSettings()
if (settings) console.log(simulate(settings))
else process.exitCode = 2
