/**
 * What the grader says of programs, for authors of patterns.
 *
 * Usage: npm run -s grade -- --pattern p.json solution.js    the verdict as JSON
 *        npm run -s grade -- --batch                         JSON lines {id, source, pattern} on stdin give JSON lines
 *                                                            {id, verdict, confidence, items} on stdout, in order;
 *                                                            a bad line gives {id, error}
 */
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { type SolutionPattern, solutionPatternSchema } from '../lib/contract/solution-pattern.ts'
import { gradeCode } from '../lib/grading/code/grade-code.ts'

const usage = 'Usage: npm run -s grade -- --pattern p.json solution.js | npm run -s grade -- --batch'

type Job = { kind: 'batch' } | { kind: 'one'; pattern: string; solution: string }

/** @throws Error with what is wrong */
function readJob(args: string[]): Job {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { pattern: { type: 'string' }, batch: { type: 'boolean', default: false } },
  })
  if (values.batch) {
    if (values.pattern !== undefined || positionals.length > 0) throw new Error('--batch reads everything from stdin')
    return { kind: 'batch' }
  }
  const [solution, ...others] = positionals
  if (values.pattern === undefined) throw new Error('--pattern is missing')
  if (solution === undefined || others.length > 0) throw new Error('one solution is graded at a time')
  return { kind: 'one', pattern: values.pattern, solution }
}

async function readPattern(file: string): Promise<SolutionPattern> {
  const text = await readFile(file, 'utf8')
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    throw new Error(`${file}: ${explain(error)}`)
  }
  const parsed = solutionPatternSchema.safeParse(value)
  if (!parsed.success) throw new Error(`${file}: ${explainIssues(parsed.error)}`)
  return parsed.data
}

/** Some editors put a byte order mark in front. */
const parseJson = (text: string): unknown => JSON.parse(text.replace(/^\ufeff/, ''))

const explainIssues = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('; ')

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  source: z.string(),
  pattern: solutionPatternSchema,
})
const idSchema = z.object({ id: z.union([z.string(), z.number()]) })

/** Patterns are read once, however many lines repeat them: the grader remembers them by object. */
const patterns = new Map<string, SolutionPattern>()

function gradeLine(line: string): object {
  let value: unknown
  try {
    value = parseJson(line)
  } catch (error) {
    return { id: null, error: explain(error) }
  }
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success) return { id: idSchema.safeParse(value).data?.id ?? null, error: explainIssues(parsed.error) }
  const { id, source, pattern } = parsed.data
  const text = JSON.stringify(pattern)
  const known = patterns.get(text) ?? pattern
  patterns.set(text, known)
  try {
    const { verdict, confidence, items } = gradeCode(known, source)
    return { id, verdict, confidence, items }
  } catch (error) {
    return { id, error: explain(error) }
  }
}

const explain = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function run(args: string[]): Promise<void> {
  const job = readJob(args)
  if (job.kind === 'one') {
    const [pattern, source] = await Promise.all([readPattern(job.pattern), readFile(job.solution, 'utf8')])
    console.log(JSON.stringify(gradeCode(pattern, source)))
    return
  }
  for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(gradeLine(line)))
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  console.error(`grade: ${explain(error)}\n${usage}`)
  process.exitCode = 2
}
