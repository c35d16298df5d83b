import { describe, expect, it } from 'vitest'
import { solutionPatternSchema } from '../../lib/contract/solution-pattern.ts'

const full = {
  v: 1,
  entry: 'sumEven',
  functions: [{ name: 'sumEven', aliases: [], params: { min: 1, max: 1 }, returns: true }],
  require: [
    { id: 'iter', in: 'sumEven', anyOf: [{ kind: 'loop' }, { call: '*.reduce' }], feedback: 'Visit every element.' },
  ],
  forbid: [{ id: 'ev', global: 'eval', feedback: '...' }],
  patterns: [{ id: 'acc', in: 'sumEven', anyOf: ['$A += $X', 'let $A = 0; ...; return $A'], feedback: '...' }],
  limits: { maxLoopDepth: 1, recursion: 'forbid', maxCyclomatic: 8 },
  naming: { style: 'camelCase', severity: 'advice' },
  tests: [{ args: [[1, 2, 4]], expect: 6, hidden: false }],
  policy: { verdict: 'tests+require', fuel: 200_000 },
}
const rule = { id: 'r', feedback: '-' }
const accepts = (value: unknown) => solutionPatternSchema.safeParse(value).success
const issuesOf = (value: unknown) =>
  solutionPatternSchema.safeParse(value).error?.issues.map(({ message }) => message) ?? []

describe('A solution pattern', () => {
  it('has the fields of the example, and gives them back', () => {
    expect(solutionPatternSchema.parse(full)).toEqual(full)
  })

  it('needs v and entry alone', () => {
    expect(accepts({ v: 1, entry: 'f' })).toBe(true)
    expect(accepts({ entry: 'f' })).toBe(false)
    expect(accepts({ v: 2, entry: 'f' })).toBe(false)
    expect(accepts({ v: 1 })).toBe(false)
  })

  it.each([
    ['an unknown field', { ...full, extra: 1 }],
    ['an unknown field of a rule', { ...full, require: [{ ...rule, kind: 'loop', regex: 'x' }] }],
    ['a list of 21', { ...full, tests: Array.from({ length: 21 }, () => ({ args: [], expect: 1 })) }],
    ['a string of 501', { ...full, require: [{ ...rule, kind: 'loop', feedback: 'x'.repeat(501) }] }],
    ['an unknown kind', { ...full, require: [{ ...rule, kind: 'loops' }] }],
    ['a rule that asks nothing', { ...full, require: [rule] }],
    ['a rule that asks two things', { ...full, require: [{ ...rule, kind: 'loop', call: 'f' }] }],
    ['a count of what cannot be counted', { ...full, require: [{ ...rule, not: { kind: 'loop' }, min: 1 }] }],
    ['a count that nothing meets', { ...full, require: [{ ...rule, kind: 'loop', min: 2, max: 1 }] }],
    ['an empty choice', { ...full, require: [{ ...rule, anyOf: [] }] }],
    ['two rules of one id', { ...full, require: [{ ...rule, kind: 'loop' }], forbid: [{ ...rule, kind: 'try' }] }],
    ['a function that is not listed', { ...full, require: [{ ...rule, kind: 'loop', in: 'other' }] }],
    ['an entry that is no name', { v: 1, entry: 'a b' }],
    ['a policy that needs tests without any', { v: 1, entry: 'f', policy: { verdict: 'tests' } }],
    ['no fuel', { ...full, policy: { fuel: 0 } }],
    ['a callee that is no callee', { ...full, require: [{ ...rule, call: 'f()' }] }],
  ])('refuses %s', (_name, value) => {
    expect(accepts(value)).toBe(false)
  })

  it.each([
    { $date: '2011-04-25T00:00:00.000Z' },
    { $number: 'NaN' },
    { $number: '-0' },
    { $undefined: true },
    { $bigint: '-12' },
    { $map: [['a', { $set: [1, { $number: 'Infinity' }] }]] },
    { plain: [null, true, 'x', 1.5, { deep: [] }] },
  ])('takes %j as an argument and as a result', (value) => {
    expect(accepts({ v: 1, entry: 'f', tests: [{ args: [value], expect: value }] })).toBe(true)
  })

  it.each([{ $error: true }, { $error: 'part of the message' }])('takes %j as a result only', (value) => {
    expect(accepts({ v: 1, entry: 'f', tests: [{ args: [], expect: value }] })).toBe(true)
    expect(accepts({ v: 1, entry: 'f', tests: [{ args: [value], expect: 1 }] })).toBe(false)
  })

  it.each([
    { $date: 'yesterday' },
    { $number: '1' },
    { $undefined: false },
    { $bigint: '1.5' },
    { $map: [[1]] },
    { $set: {} },
    { $regex: 'x' },
    { $date: '2011-04-25T00:00:00.000Z', more: 1 },
    { $error: false },
    { $error: 'x', more: 1 },
    JSON.parse('{"__proto__": 1}'),
    'x'.repeat(501),
  ])('refuses %j as a result', (value) => {
    expect(accepts({ v: 1, entry: 'f', tests: [{ args: [], expect: value }] })).toBe(false)
  })

  it('refuses what nests deeply, before walking into it', () => {
    const deepValue = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    expect(issuesOf({ v: 1, entry: 'f', tests: [{ args: [deepValue], expect: 1 }] })).toEqual([
      'must not nest deeper than 24',
    ])
    const deepRule = Array.from({ length: 50_000 }).reduce((inner) => ({ not: inner }), { kind: 'loop' })
    expect(issuesOf({ v: 1, entry: 'f', require: [{ ...rule, not: deepRule }] })).toEqual([
      'must not nest deeper than 24',
    ])
  })
})
