/**
 * `npm run bench -- [SUITE...]`: every suite, or those that are named; tables on screen, all of it in .bench/results.json.
 * Machines are shared and noisy: compare within a run, not across.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { suite as decisions } from './decisions.ts'
import { suite as grading } from './grading.ts'
import { suite as night } from './night.ts'
import { suite as starts } from './starts.ts'
import type { Report, Row, Suite } from './suite.ts'

const suites: readonly Suite[] = [decisions, grading, starts, night]

const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${process.arch}`,
  node: process.version,
}

type Results = { tables: Record<string, Row[]>; notes: string[] }

async function measure({ name, purpose, run }: Suite): Promise<Results> {
  console.log(`\n${name}: ${purpose}`)
  const results: Results = { tables: {}, notes: [] }
  const report: Report = {
    row(title, row) {
      results.tables[title] = [...(results.tables[title] ?? []), row]
    },
    progress: drawProgress,
    note: (text) => results.notes.push(text),
  }
  await run(report)
  clearProgress()
  for (const [title, rows] of Object.entries(results.tables)) {
    console.log(`\n${title}`)
    console.table(rows)
  }
  for (const note of results.notes) console.log(`note: ${note}`)
  return results
}

const barWidth = 30

function drawProgress(label: string, share: number): void {
  if (!process.stderr.isTTY) return
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth)
  process.stderr.write(`\r\u001b[K[${'#'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${label}`)
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are ${suites.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

console.log(Object.values(machine).join(', '))
const results: Record<string, Results> = {}
for (const suite of suites) {
  if (wanted.length === 0 || wanted.includes(suite.name)) results[suite.name] = await measure(suite)
}
const folder = join(import.meta.dirname, '..', '.bench')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'results.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`)
console.log('\n.bench/results.json has all of it.')
