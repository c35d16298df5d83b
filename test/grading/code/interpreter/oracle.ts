/**
 * The host's own engine as an oracle, for tests only: what a program's `f` gives there, encoded as the expectation of a
 * sample test. Each program runs in a new context; the programs are our own.
 */
import vm from 'node:vm'
import { runTests, type TestResult } from '../../../../lib/grading/code/interpreter/run-tests.ts'
import { parseProgram } from '../../../../lib/grading/code/program/parse-program.ts'

// The interpreter knows no time zone but UTC.
process.env.TZ = 'UTC'

/** Encodes by what an object is, not by its class: the values come from another context. */
function encode(value: unknown): unknown {
  if (value === undefined) return { $undefined: true }
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError('the program gives what cannot be compared')
  if (typeof value !== 'object' || value === null) return value
  const tag = Object.prototype.toString.call(value)
  if (Array.isArray(value)) return Array.from(value, encode)
  if (tag === '[object Date]') return { $date: (value as Date).toISOString() }
  if (tag === '[object Map]')
    return { $map: [...(value as Map<unknown, unknown>)].map(([k, v]) => [encode(k), encode(v)]) }
  if (tag === '[object Set]') return { $set: [...(value as Set<unknown>)].map(encode) }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]))
}

/** What the host says: an expectation, or null when the program ran too long there. */
function askHost(source: string, args: readonly unknown[]): { expect: unknown } | null {
  const sandbox = vm.createContext({
    module: { exports: {} },
    exports: {},
    console: { log() {} },
    require: {},
    structuredClone,
  })
  try {
    vm.runInContext(source, sandbox, { timeout: 500 })
    sandbox.__args = JSON.stringify(args)
    const result: unknown = vm.runInContext('(module.exports.f ?? f)(...JSON.parse(__args))', sandbox, { timeout: 500 })
    return { expect: encode(result) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    if (error instanceof TypeError && error.message.startsWith('the program gives')) throw error
    return { expect: { $error: true } }
  }
}

export type Verdict =
  | { kind: 'agree' }
  | { kind: 'unknown'; construct: string }
  | { kind: 'differ'; result: TestResult | undefined }

export function compareWithHost(source: string, args: readonly unknown[], fuel = 2_000_000): Verdict | null {
  const parsed = parseProgram(source)
  if (parsed.kind === 'too-complex') return { kind: 'unknown', construct: parsed.what }
  const host = askHost(source, args)
  if (host === null) return null
  if (parsed.kind === 'syntax-error') throw new Error(`${parsed.message}\n${source}`)
  const { results, unsupported } = runTests(parsed, {
    entry: 'f',
    aliases: [],
    tests: [{ args, expect: host.expect }],
    fuel,
  })
  if (unsupported) return { kind: 'unknown', construct: unsupported.construct }
  const [result] = results
  return result?.passed ? { kind: 'agree' } : { kind: 'differ', result }
}
