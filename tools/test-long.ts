/**
 * `npm run test:long`: what takes minutes. Each suite has a budget; the table at the end says how long it took.
 * What a suite needs and this machine lacks is said, and under CI is a failure.
 */
import { runSuite, type Suite, type SuiteResult } from './test-long/run-suite.ts'
import { suites } from './test-long/suites.ts'

const inCi = process.env.CI === 'true'
const wanted = process.argv.slice(2)

const results: (SuiteResult & { suite: string })[] = []
for (const suite of suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n=== ${suite.name}: ${suite.purpose}`)
  const result = await runOrSkip(suite)
  results.push({ suite: suite.name, ...result })
}

async function runOrSkip(suite: Suite): Promise<SuiteResult> {
  const missing = await suite.missing?.()
  if (!missing) return runSuite(suite)
  console.log(`${inCi ? 'failed' : 'left out'}: ${missing}`)
  return { outcome: inCi ? 'failed' : 'left out', seconds: 0 }
}

console.log('')
console.table(results)
const count = (outcome: SuiteResult['outcome']) => results.filter((result) => result.outcome === outcome).length
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('left out')} skipped`)
process.exit(count('failed') === 0 && results.length > 0 ? 0 : 1)
