/** Whatever a program tries, it stays inside: nothing of the host is reached, changed, or run. */
import { afterEach, describe, expect, it } from 'vitest'
import { runTests } from '../../../../lib/grading/code/interpreter/run-tests.ts'
import { parsedProgram } from '../parsed-program.ts'
import { changesSince, snapshotHost } from './host-snapshot.ts'
import { escapeProbes } from './programs/escapes.ts'

const before = snapshotHost()

const run = (body: string) => {
  const source = `function f() { ${/\breturn\b|^with/.test(body.replace(/"[^"]*"/g, '')) ? body : `return (${body})`} }`
  const parsed = parsedProgram(source)
  return runTests(parsed, { entry: 'f', aliases: [], tests: [{ args: [], expect: 'an escape' }], fuel: 100_000 })
}

afterEach(() => {
  expect(changesSince(before)).toEqual([])
  expect('__escaped' in globalThis).toBe(false)
})

describe('no program reaches the host', () => {
  it('is asked at least a hundred times', () => {
    expect(new Set(escapeProbes).size).toBeGreaterThanOrEqual(200)
  })

  it.each(escapeProbes)('%s', (probe) => {
    const { results, unsupported } = run(probe)
    const [result] = results
    expect(result?.passed ?? false).toBe(false)
    // Either the machine refuses, or the program ends in its own world; there is no third way.
    expect(unsupported !== null || result !== undefined).toBe(true)
    expect(JSON.stringify(results)).not.toContain(process.version)
    expect(JSON.stringify(results)).not.toContain(process.cwd())
  })
})

it('gives each run built-ins of its own', () => {
  run('Array.prototype.map = 1; Object.prototype.x = 1; Math.max = 2; globalThis.parseInt = 3; return 1')
  const { results } = run('return [typeof [].map, typeof ({}).x, typeof Math.max, typeof parseInt].join()')
  expect(results[0]).toMatchObject({ actual: "'function,undefined,function,function'" })
})
