/**
 * Measurements. Machines are shared and noisy: compare within a run, not across.
 *
 * Usage: npm run bench                all suites
 *        npm run bench -- NAME...     those suites
 */
import { suite as decisions } from './decisions.ts'
import { suite as grading } from './grading/suite.ts'
import { runSuites } from './report.ts'

const suites = [decisions, grading]

const names = process.argv.slice(2)
const unknown = names.filter((name) => !suites.some((suite) => suite.name === name))
if (unknown.length > 0) {
  console.error(`bench: no suite ${unknown.join(', ')}; there are ${suites.map(({ name }) => name).join(', ')}`)
  process.exitCode = 2
} else await runSuites(names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name)))
