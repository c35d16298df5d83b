/**
 * 100,000 programs, made by the grammar and damaged: each ends by its own limits, none breaks the interpreter, none
 * changes the host. Five minutes at the most; what is not reached by then counts as a failure.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runTests } from '../../../../lib/grading/code/interpreter/run-tests.ts'
import { parseProgram } from '../../../../lib/grading/code/program/parse-program.ts'
import { mutatedProgram, program } from './arbitrary-program.ts'
import { changesSince, snapshotHost } from './host-snapshot.ts'
import { compareWithHost } from './oracle.ts'

const wanted = 100_000
const batch = 1000

it('survives 100,000 made and mutated programs', () => {
  const before = snapshotHost()
  const seen = { parsed: 0, ended: 0 }
  for (let seed = 0; seed < wanted / batch; seed++) {
    for (const source of fc.sample(seed % 4 === 0 ? program : mutatedProgram, { numRuns: batch, seed })) {
      const parsed = parseProgram(source)
      if (parsed.kind !== 'parsed') continue
      seen.parsed++
      const tests = [{ args: [3, 'abc'], expect: 0 }]
      const { results, stepsUsed, unsupported } = runTests(parsed, { entry: 'f', aliases: [], tests, fuel: 20_000 })
      expect(results.length === 1 || unsupported !== null, source).toBe(true)
      expect(stepsUsed, source).toBeGreaterThanOrEqual(0)
      expect(stepsUsed, source).toBeLessThanOrEqual(20_000)
      seen.ended++
    }
    expect(changesSince(before)).toEqual([])
  }
  expect(seen.ended).toBe(seen.parsed)
  expect(seen.parsed).toBeGreaterThan(wanted / 4)
}, 300_000)

it('agrees with the host on 20,000 further programs', () => {
  let differing = 0
  let compared = 0
  for (const source of fc.sample(program, { numRuns: 20_000, seed: 77 })) {
    const verdict = compareWithHost(source, [3, 'abc'])
    if (verdict === null) continue
    compared++
    if (verdict.kind === 'differ') differing++
  }
  expect(compared).toBeGreaterThan(19_000)
  expect(differing / compared).toBeLessThanOrEqual(0.005)
}, 300_000)
