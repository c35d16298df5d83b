import type { AnyNode } from 'acorn'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProgram } from '../../../../lib/grading/code/program/parse-program.ts'
import { arrange } from '../../../../lib/grading/code/structure/arrange-statements.ts'
import { createInterner } from '../../../../lib/grading/code/structure/normal-node.ts'
import { createNormaliser } from '../../../../lib/grading/code/structure/normalise.ts'
import { modelProgram } from '../../../../lib/grading/code/structure/program-model.ts'
import { resolveScopes } from '../../../../lib/grading/code/structure/scopes.ts'
import { parsedProgram } from '../parsed-program.ts'
import { brokenRules, checkSource, inSolve, occurs, patternOf } from './check.ts'
import { randomExpression, randomProgram, treacherousNames } from './programs.ts'

const demanding = patternOf({
  require: [
    { id: 'loops', kind: 'loop', min: 2, feedback: '-' },
    { id: 'recursion', kind: 'recursion', feedback: '-' },
    { id: 'closure', kind: 'closure', feedback: '-' },
    { id: 'call', call: '*.constructor', feedback: '-' },
    { id: 'guard', code: 'if ($X) { ...; return $Y }', feedback: '-' },
    { id: 'run', code: '$A = $X; ...; $B = $A; ...; $C = $X', feedback: '-' },
  ],
  forbid: [{ id: 'global', global: 'constructor', feedback: '-' }],
  limits: { maxLoopDepth: 3, maxCyclomatic: 5, recursion: 'forbid' },
  naming: { style: 'camelCase' },
})

const shapeOf = (prototype: object) =>
  Reflect.ownKeys(prototype).map((key) => [String(key), Object.getOwnPropertyDescriptor(prototype, key)?.value])
const hostPrototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype]

function bodyOf(source: string): AnyNode[] {
  const parsed = parsedProgram(source)
  return parsed.program.body
}

describe('For every program', () => {
  it('judging ends without an error, the same each time, and leaves the host as it was', () => {
    const before = hostPrototypes.map(shapeOf)
    fc.assert(
      fc.property(randomProgram, (source) => {
        const parsed = parseProgram(source)
        if (parsed.kind !== 'parsed') return
        const idsOf = () => checkSource(demanding, source).findings.map(({ ruleId }) => ruleId)
        expect(idsOf()).toEqual(idsOf())
      }),
      { numRuns: 300 },
    )
    expect(hostPrototypes.map(shapeOf)).toEqual(before)
  }, 60_000)

  it('nesting what is nested changes nothing', () => {
    fc.assert(
      fc.property(randomProgram, (source) => {
        const parsed = parseProgram(source)
        if (parsed.kind !== 'parsed') return
        const make = createInterner()
        const names = { identityOf: ({ name }: { name: string }) => name, nameOf: ({ name }: { name: string }) => name }
        const { dead } = modelProgram(parsed.program)
        const context = {
          view: 'nested' as const,
          isDead: (node: AnyNode) => dead.has(node),
          typeOf: () => 'unknown' as const,
          ...names,
        }
        const { children } = createNormaliser(context, make).normaliseList(parsed.program.body, null)
        const keysOf = (list: typeof children) => list.map(({ key }) => key)
        const loopBody = children[0]?.children[1]?.children[1]?.children[0]?.children[2]?.children ?? []
        expect(keysOf(arrange(make, 'nested', loopBody, 'continue'))).toEqual(keysOf(loopBody))
      }),
      { numRuns: 300 },
    )
  })

  it('an expression is found by its own text as a pattern, and by its operands swapped where they commute', () => {
    fc.assert(
      fc.property(randomExpression, randomExpression, (left, right) => {
        fc.pre(parseProgram(`(${left}); (${right})`).kind === 'parsed')
        const source = `function solve() { return f(${left}) * (${right}) }`
        expect(occurs('f($X) * $Y', source)).toBe(true)
        expect(occurs('$Y * f($X)', source)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('Names of every kind', () => {
  it.each(treacherousNames)('%s is a name like others', (name) => {
    const source = `function ${name}(n) { return n ? ${name}(n - 1) : 0 } const solve = (${name}_) => ${name}(${name}_).${name}`
    expect(
      brokenRules({ limits: { recursion: 'require' }, require: [{ id: 'call', call: name, feedback: '-' }] }, source),
    ).toEqual([])
    expect(brokenRules({ forbid: [{ id: 'no', global: name, feedback: '-' }] }, source)).toEqual([])
  })

  it('each use is resolved, and declared once', () => {
    const parsed = parseProgram(inSolve('let x = a; { let x = b; f(x) } return x'))
    if (parsed.kind !== 'parsed') throw new Error('not parsed')
    const { bindings } = resolveScopes(parsed.program)
    expect(bindings.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'function solve',
      'param a',
      'param b',
      'let x',
      'let x',
    ])
  })
})

describe('The budget of matching', () => {
  const explosive = patternOf({
    require: [
      { id: 'rule', code: '...; $A = $B; ...; $C = $A; ...; $D = $C; ...; $B = $D; ...; f($D, $D)', feedback: '-' },
    ],
  })
  const assignments = (count: number) =>
    Array.from({ length: count }, (_, i) => `v${i % 7} = v${(i * 3) % 7}`).join('\n')

  it('ends what would not end, and says that it did', () => {
    const { isComplete, findings } = checkSource(explosive, inSolve(`${assignments(900)}; f(a, a)`))
    expect({ isComplete, findings }).toEqual({ isComplete: false, findings: [] })
  })

  it('is ample for programs as students write them', () => {
    expect(checkSource(explosive, inSolve(assignments(30))).isComplete).toBe(true)
  })

  it('long lists and long chains of else are no matter', () => {
    const guards = Array.from({ length: 700 }, (_, i) => `if (a === ${i}) return;`).join('')
    const chain = Array.from({ length: 60 }, (_, i) => `if (a === ${i}) f(${i}); else `).join('')
    const sums = Array.from({ length: 90 }, (_, i) => `v${i}`).join(' + ')
    for (const body of [guards, `${chain} g()`, `return ${sums}`, `return '' + ${sums}`])
      expect(checkSource(demanding, inSolve(body)).isComplete).toBe(true)
    expect(bodyOf(inSolve(guards))).toHaveLength(1)
  })

  it('names that each name the next one many times over are worked out once', () => {
    const each = (count: number, write: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => write(i)).join('')
    const many = (text: string, operator: string) => Array.from({ length: 12 }, () => text).join(operator)
    const constants = `${each(40, (i) => `const k${i} = ${many(`k${i + 1}`, ' || ')};`)} const k40 = 0; ${inSolve('if (k0) for (;;) f()')}`
    const sums = `${each(40, (i) => `let k${i} = ${many(`k${i + 1}`, ' + ')};`)} let k40 = k0; ${inSolve('return k0 + 1')}`
    const aliases = `${each(40, (i) => `let k${i} = ${many(`k${i + 1}`, ' ?? ')};`)} let k40 = eval; ${inSolve('return k0(1)')}`
    expect(brokenRules({ require: [{ id: 'loop', kind: 'loop', feedback: '-' }] }, constants)).toEqual(['loop'])
    expect(occurs('1 + $X', sums)).toBe(false)
    expect(brokenRules({ forbid: [{ id: 'eval', call: 'eval', feedback: '-' }] }, aliases)).toEqual(['eval'])
  })
})
