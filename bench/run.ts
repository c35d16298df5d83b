/**
 * Measurements. Machines are shared and noisy: compare within a run, not across.
 *
 * Usage: npm run bench                all suites
 *        npm run bench -- NAME...     those suites
 */
import { suite as cold } from './cold-starts.ts'
import { suite as decisions } from './decisions/suite.ts'
import { suite as grading } from './grading/suite.ts'
import { suite as growth } from './growth/suite.ts'
import { suite as load } from './load/suite.ts'
import { suite as night } from './night.ts'
import { suite as quizzes } from './quizzes.ts'
import { runSuites } from './report.ts'
import { suite as starts } from './starts.ts'

const suites = [decisions, grading, cold, load, growth, quizzes, starts, night]

const names = process.argv.slice(2)
const unknown = names.filter((name) => !suites.some((suite) => suite.name === name))
if (unknown.length > 0) {
  console.error(`bench: no suite ${unknown.join(', ')}; there are ${suites.map(({ name }) => name).join(', ')}`)
  process.exitCode = 2
} else await runSuites(names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name)))
