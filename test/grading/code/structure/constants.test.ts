/** What a text alone tells of a value or a condition, beside what JavaScript says of the same text. */
import type { AnyNode } from 'acorn'
import { describe, expect, it } from 'vitest'
import { createConstants } from '../../../../lib/grading/code/structure/constants.ts'
import { resolveScopes } from '../../../../lib/grading/code/structure/scopes.ts'
import { parsedProgram } from '../parsed-program.ts'

/** Of the program's last statement, an expression. */
function read(source: string) {
  const parsed = parsedProgram(source)
  const last: AnyNode | undefined = parsed.program.body.at(-1)
  if (last?.type !== 'ExpressionStatement') throw new Error(`ends with no expression: ${source}`)
  const { constantOf, truthOf } = createConstants(resolveScopes(parsed.program))
  return { constant: constantOf(last.expression), truth: truthOf(last.expression) }
}

/** Our own texts alone are run. */
const run = (source: string): unknown => {
  const at = source.lastIndexOf(';') + 1
  return new Function(`${source.slice(0, at)} return (${source.slice(at)})`)()
}

const numbers = ['1', '2', '-1', '0', 'NaN']
const values = [...numbers, '"a"', "('')", 'true', 'false', 'null', 'undefined', 'void 0', '`a`', '``']

describe('a value without input', () => {
  it.each([
    ...values.map((value) => (value === '"a"' ? '("a")' : value)),
    ...values.map((value) => `!${value}`),
    ...['<', '<=', '>', '>=', '==', '!=', '===', '!=='].flatMap((operator) =>
      numbers.flatMap((left) => numbers.map((right) => `${left} ${operator} ${right}`)),
    ),
    ...['===', '!=='].flatMap((operator) => values.map((value) => `${value} ${operator} null`)),
    ...['&&', '||', '??'].flatMap((operator) => values.map((value) => `(${value}) ${operator} 7`)),
    'const a = 1; a',
    'const a = 1, b = a; b < 2',
    'const debug = false; !debug',
    'undefined === null',
    '(1 && 2) || 3',
    '!!"a"',
    '-(-2)',
  ])('%s', (source) => {
    const { constant, truth } = read(source)
    expect(constant).toEqual({ value: run(source) })
    expect(truth).toBe(Boolean(run(source)))
  })

  it('is worked out once, however often it is named', () => {
    const chain = Array.from({ length: 60 }, (_, i) => `const a${i + 1} = a${i} && a${i}`).join('; ')
    expect(read(`const a0 = true; ${chain}; a60`).constant).toEqual({ value: true })
  })
})

describe('nothing is known of', () => {
  it.each([
    'x',
    'f()',
    'x < 1',
    '1 < x',
    'x ?? 1',
    '!x',
    '-x',
    '-"1"',
    '-true',
    '+"1"',
    '~1',
    'typeof x',
    '10n',
    '/a/',
    '`a${x}`',
    '`${1}`',
    '1 + 1',
    '("a") < "b"',
    '1 < "b"',
    '("a") < 1',
    '1 == "1"',
    '("1") != 1',
    'let a = 1; a',
    'var a = 1; a',
    'const { a } = f(); a',
    'const [a] = [1]; a',
    'const a = b, b = a; a',
    'const a = f(); a',
    'x.y',
    'true ? 1 : 2',
    'Infinity',
    'x && 1',
    'x || 0',
    'null ?? x',
  ])('%s', (source) => {
    expect(read(source).constant).toBeNull()
  })
})

describe('a condition holds or does not, whatever the rest is', () => {
  it.each([
    ['x && false', false],
    ['false && x', false],
    ['x || true', true],
    ['true || x', true],
    ['x && x', null],
    ['x && true', null],
    ['true && x', null],
    ['x || false', null],
    ['false || x', null],
    ['[] && true', true],
    ['[] && {}', true],
    ['[] && x', null],
    ['![] || false', false],
    ['![] || x', null],
    ['x ?? true', null],
    ['[] ?? true', null],
    ['[]', true],
    ['({})', true],
    ['new Date()', true],
    ['(function () {})', true],
    ['() => false', true],
    ['(class {})', true],
    ['![]', false],
    ['!(x && false)', true],
    ['!(x || true)', false],
    ['!x', null],
    ['-[]', null],
    ['f()', null],
    ['x', null],
  ])('%s: %s', (source, truth) => {
    expect(read(source).truth).toBe(truth)
  })
})
