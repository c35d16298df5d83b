// What the specs of exercism/javascript use of jest. It runs in the interpreter, never in Node.

const specs = { befores: [[]], afters: [[]] }

const describe = (_name, define) => {
  specs.befores.push([])
  specs.afters.push([])
  define()
  specs.befores.pop()
  specs.afters.pop()
}
const xdescribe = describe
const beforeEach = (work) => specs.befores.at(-1).push(work)
const afterEach = (work) => specs.afters.at(-1).push(work)

const waiting = []
const test = (name, run) => {
  waiting.push({ name, run, befores: specs.befores.flat(), afters: specs.afters.flat() })
}
const xtest = test
const it = test
const xit = test
test.skip = test

function runCase(at) {
  if (at >= waiting.length) return 'no case'
  const { name, run, befores, afters } = waiting[at]
  try {
    for (const work of befores) work()
    run()
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)}`
  }
  for (const work of afters) work()
  return 'passed'
}

class Pattern {
  constructor(matches) {
    this.matches = matches
  }
}

/** As toEqual: undefined properties do not count; as toStrictEqual: they do, and so does the class. */
function isEqual(actual, expected, strictly) {
  if (expected instanceof Pattern) return expected.matches(actual)
  if (Object.is(actual, expected)) return true
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) return false
  if (Array.isArray(actual) !== Array.isArray(expected)) return false
  if (strictly && Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false
  if (actual instanceof Date || expected instanceof Date) {
    return actual instanceof Date && expected instanceof Date && actual.getTime() === expected.getTime()
  }
  if (actual instanceof Error || expected instanceof Error) return actual.message === expected.message
  if (actual instanceof Map || actual instanceof Set) {
    if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected) || actual.size !== expected.size) return false
    const others = [...expected]
    return [...actual].every((one) => others.some((other) => isEqual(one, other, strictly)))
  }
  const keysOf = (value) => Object.keys(value).filter((key) => strictly || value[key] !== undefined)
  const keys = keysOf(expected)
  if (Array.isArray(actual) && actual.length !== expected.length) return false
  return keysOf(actual).length === keys.length && keys.every((key) => isEqual(actual[key], expected[key], strictly))
}

function throwsAs(work, expected) {
  try {
    work()
  } catch (error) {
    if (expected === undefined) return true
    if (expected instanceof Pattern) return expected.matches(error)
    const message = error instanceof Error ? error.message : String(error)
    if (typeof expected === 'string') return message.includes(expected)
    if (expected instanceof RegExp) return expected.test(message)
    if (typeof expected === 'function') return error instanceof expected
    return message === expected.message
  }
  return false
}

const matchers = {
  toBe: (actual, expected) => Object.is(actual, expected),
  toEqual: (actual, expected) => isEqual(actual, expected, false),
  toStrictEqual: (actual, expected) => isEqual(actual, expected, true),
  toBeCloseTo: (actual, expected, digits = 2) => Math.abs(actual - expected) < 10 ** -digits / 2,
  toBeLessThan: (actual, expected) => actual < expected,
  toBeLessThanOrEqual: (actual, expected) => actual <= expected,
  toBeGreaterThan: (actual, expected) => actual > expected,
  toBeGreaterThanOrEqual: (actual, expected) => actual >= expected,
  toBeInstanceOf: (actual, expected) => actual instanceof expected,
  toBeDefined: (actual) => actual !== undefined,
  toBeUndefined: (actual) => actual === undefined,
  toBeNull: (actual) => actual === null,
  toBeTruthy: (actual) => Boolean(actual),
  toBeFalsy: (actual) => !actual,
  toHaveLength: (actual, expected) => actual.length === expected,
  toContain: (actual, expected) => [...actual].includes(expected),
  toMatch: (actual, expected) => (expected instanceof RegExp ? expected.test(actual) : actual.includes(expected)),
  toThrow: throwsAs,
}

function expect(actual) {
  const checks = { not: {} }
  for (const name of Object.keys(matchers)) {
    checks[name] = (...expected) => {
      if (!matchers[name](actual, ...expected)) throw new Error(`${name} does not hold for ${describeValue(actual)}`)
    }
    checks.not[name] = (...expected) => {
      if (matchers[name](actual, ...expected)) throw new Error(`not.${name} does not hold`)
    }
  }
  return checks
}
const describeValue = (value) => (typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? 'undefined'))

expect.stringMatching = (pattern) => new Pattern((text) => typeof text === 'string' && matchers.toMatch(text, pattern))
expect.objectContaining = (wanted) =>
  new Pattern((value) => Object.keys(wanted).every((key) => isEqual(value[key], wanted[key], false)))

module.exports = { describe, xdescribe, beforeEach, afterEach, test, xtest, it, xit, expect, runCase }
