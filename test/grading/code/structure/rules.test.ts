import { describe, expect, it } from 'vitest'
import { brokenRules, checkSource, inSolve, patternOf } from './check.ts'

describe('The entry', () => {
  it.each([
    'function solve(a) {}',
    'const solve = (a) => {}',
    'let solve = function (a) {}',
    'var solve; solve = (a) => {}',
    'const inner = (a) => {}; const solve = inner',
    'export function solve(a) {}',
    'export const solve = (a) => {}',
    'export default function solve(a) {}',
    'const f = (a) => {}; export { f as solve }',
    'function solve(a) {} module.exports = { solve }',
    'module.exports = { solve: function (a) {} }',
    'module.exports = { solve(a) {} }',
    'exports.solve = (a) => {}',
    'module.exports.solve = (a) => {}',
    'function answer(a) {}',
    'export const answer = (a) => {}',
    'export default function (a) {}',
    'export default (a) => {}',
    'module.exports = function (a) {}',
    'module.exports = answer; function answer(a) {}',
    'globalThis.solve = (a) => {}',
    'solve = (a) => {}',
    'export default { solve(a) {} }',
    'const f = (a) => {}; export { f as "solve" }',
    'const solve = exports.other = (a) => {}',
    'let other; const solve = other = (a) => {}',
    'var other = 5; var solve = other; solve = (a) => {}',
    'window["solve"] = (a) => {}',
    'if (typeof module) module["exports"].solve = (a) => {}',
  ])('is found in: %s', (source) => {
    expect(
      brokenRules({ functions: [{ name: 'solve', aliases: ['answer'], params: { min: 1, max: 1 } }] }, source),
    ).toEqual([])
  })

  it.each([
    '',
    'const solve = 5',
    'function other() {}',
    '// function solve() {}',
    '(() => { function solve() {} })()',
    'other.solve = () => {}',
    'other.exports = { solve() {} }',
    'module.other = { solve() {} }',
    'module.other.solve = () => {}',
    'other.other = { solve() {} }',
    'exports[solve] = () => {}',
    'module.exports = { [solve]: () => {} }',
    'module.exports = { ...{ solve() {} } }',
    'const answer = 5; module.exports = { solve: answer }',
    'module.exports = { solve }',
    'let solve; solve += () => {}',
    'let solve; solve ||= 5',
    'var solve = other; var other = solve',
    'const { solve } = { other() {} }',
    'if (false) exports.solve = () => {}',
    'const f = () => {}; export { f as other }',
  ])('is missed in: %j', (source) => {
    expect(brokenRules({}, source)).toEqual(['function:solve'])
  })

  it('may be what is exported without a name; no other function may', () => {
    expect(brokenRules({}, 'export default () => {}')).toEqual([])
    const functions = [{ name: 'solve' }, { name: 'help' }]
    expect(brokenRules({ functions }, 'export default () => {}')).toEqual(['function:help'])
  })

  it('is asked for by name, and so is every other function', () => {
    const { findings } = checkSource(patternOf({ functions: [{ name: 'help' }] }), 'function solve() {}')
    expect(findings.map(({ message }) => message)).toEqual(['The program needs a function called help.'])
  })
})

describe('Parameters and results', () => {
  const params = (source: string, range: object) =>
    brokenRules({ functions: [{ name: 'solve', params: range }] }, source)
  const two = { min: 2, max: 2 }

  it.each(['(a, b)', '(a, b = 1)', '(a, ...b)', '(...a)', '({ a }, [b])', '(a, b, c = 1)'])(
    'solve%s takes two',
    (list) => {
      expect(params(`function solve${list} {}`, two)).toEqual([])
    },
  )
  it.each(['()', '(a)', '(a, b, c)', '({ a, b })'])('solve%s does not take two', (list) => {
    expect(params(`function solve${list} {}`, two)).toEqual(['function:solve'])
  })
  it('arguments takes what comes', () => {
    expect(params('function solve() { return arguments[1] }', two)).toEqual([])
  })

  it.each([
    [{ min: 1, max: 1 }, '()', 'solve should take 1 parameter.'],
    [{ min: 2, max: 2 }, '()', 'solve should take 2 parameters.'],
    [{ min: 1 }, '()', 'solve should take at least 1 parameter.'],
    [{ min: 2 }, '(a)', 'solve should take at least 2 parameters.'],
    [{ max: 1 }, '(a, b)', 'solve should take at most 1 parameter.'],
    [{ min: 0, max: 2 }, '(a, b, c)', 'solve should take at most 2 parameters.'],
    [{ min: 0, max: 0 }, '(a)', 'solve should take 0 parameters.'],
    [{ min: 1, max: 3 }, '()', 'solve should take 1 to 3 parameters.'],
  ])('of %j, solve%s is told: %s', (range, list, message) => {
    const pattern = patternOf({ functions: [{ name: 'solve', params: range }] })
    expect(checkSource(pattern, `function solve${list} {}`).findings).toMatchObject([{ part: 'functions', message }])
  })

  it.each([
    ['function solve() { const arguments_ = 1; return arguments_ }', false],
    ['function solve(...arguments) { return arguments[1] }', true],
    ['function solve() { return a.arguments }', false],
    ['function solve() { const inner = (arguments) => arguments; return inner }', false],
    ['function solve(a) { return b }', false],
  ])('%s takes what comes: %s', (source, isOpen) => {
    expect(params(source, two)).toEqual(isOpen ? [] : ['function:solve'])
  })

  it.each([
    [true, 'function solve() {}', 'solve should return its result.'],
    [false, 'function solve() { return 1 }', 'solve should not return a value.'],
  ])('of returns: %s, { %s } is told: %s', (wanted, source, message) => {
    const pattern = patternOf({ functions: [{ name: 'solve', returns: wanted }] })
    expect(checkSource(pattern, source).findings).toMatchObject([{ part: 'functions', message }])
  })

  const returns = (source: string, wanted: boolean) =>
    brokenRules({ functions: [{ name: 'solve', returns: wanted }] }, source)
  it.each([
    ['function solve() { return 1 }', true],
    ['const solve = () => 1', true],
    ['function solve(a) { if (a) { return 1 } }', true],
    ['function solve() { return }', false],
    ['function solve() { const f = () => { return 1 } }', false],
    ['function solve() { if (false) return 1 }', false],
    ['function solve() { function f() { return 1 } return f() }', true],
    ['function solve() { return 1; function f() { return } }', true],
    ['function solve() { f(() => { return 1 }) }', false],
    ['function solve() { throw 1 }', false],
  ])('%s gives something back: %s', (source, gives) => {
    expect([returns(source, true).length, returns(source, false).length]).toEqual(gives ? [0, 1] : [1, 0])
  })
})

describe('Limits', () => {
  const limits = (fields: object, source: string) => brokenRules({ limits: fields }, source)
  const nested = inSolve('for (const x of a) { while (x) { f(x) } }')

  it('loops nest no deeper than allowed', () => {
    expect(limits({ maxLoopDepth: 2 }, nested)).toEqual([])
    expect(limits({ maxLoopDepth: 1 }, nested)).toEqual(['maxLoopDepth'])
    expect(limits({ maxLoopDepth: 1 }, inSolve('for (const x of a) f(x); for (const x of a) f(x)'))).toEqual([])
    expect(limits({ maxLoopDepth: 0 }, inSolve('return a'))).toEqual([])
    expect(limits({ maxLoopDepth: 0 }, inSolve('if (false) { for (;;) f() }'))).toEqual([])
  })

  it('decisions are counted as McCabe does, function by function', () => {
    const source = inSolve('if (a && b) return 1; for (;;) { if (a ? 1 : 2) break } switch (a) { case 1: default: }')
    expect(limits({ maxCyclomatic: 7 }, source)).toEqual([])
    expect(limits({ maxCyclomatic: 6 }, source)).toEqual(['maxCyclomatic'])
    expect(limits({ maxCyclomatic: 1 }, inSolve('return a'))).toEqual([])
    expect(limits({ maxCyclomatic: 2 }, inSolve('if (false) { return a ? 1 : 2 }'))).toEqual([])
    expect(limits({ maxCyclomatic: 2 }, inSolve('if (a) f(); return a.map((x) => (x ? 1 : 2))'))).toEqual([])
  })

  it.each([
    ['itself', inSolve('return a ? solve(a - 1) : 0')],
    ['itself in a callback', inSolve('return a.map((x) => solve(x))')],
    ['itself as a callback', inSolve('return a.map(solve)')],
    ['each other', `${inSolve('return help(a)')} function help(x) { return x ? solve(x) : 0 }`],
    ['a helper that calls itself', `${inSolve('return go(a)')} const go = (n) => (n ? go(n - 1) : 0)`],
    [
      'an inner function that calls itself',
      inSolve('const go = function again(n) { return n ? again(n - 1) : 0 }; return go(a)'),
    ],
    [
      'an object’s own method',
      'const o = { go(n) { return n ? o.go(n - 1) : 0 } }; function solve(a) { return o.go(a) }',
    ],
    [
      'a field that is a function',
      'class C { go = (n) => (n ? this.go(n - 1) : 0) } function solve(a) { return new C().go(a) }',
    ],
    [
      'an own method named as a standard one',
      'class C { map(n) { return n ? this.map(n - 1) : 0 } } function solve(a) { return new C().map(a) }',
    ],
    [
      'a method of the class above',
      'class B { map(n) { return new C().map(n) } } class C extends B { map(n) { return super.map(n) } } function solve(a) { return new C().map(a) }',
    ],
    [
      'a chain of three',
      `${inSolve('return f(a)')} function f(x) { return g(x) } function g(x) { return x ? solve(x) : 0 }`,
    ],
    [
      'a method of children',
      'class T { sum() { return this.left ? this.left.sum() : 0 } } function solve(t) { return new T(t).sum() }',
    ],
  ])('recursion is: %s', (_name, source) => {
    expect(limits({ recursion: 'forbid' }, source)).toEqual(['recursion'])
    expect(limits({ recursion: 'require' }, source)).toEqual([])
  })

  it.each([
    ['calls of another', `${inSolve('return help(a)')} function help(x) { return x }`],
    [
      'a standard method of the same name',
      'class S { push(x) { this.items.push(x) } } function solve(x) { new S().push(x) }',
    ],
    ['a local that hides the name', inSolve('const solve = (x) => x; return solve(a)')],
    ['a call in dead code', inSolve('if (false) solve(a); return a')],
    ['a helper called twice', `${inSolve('return help(a) + help(b)')} function help(x) { return x }`],
    ['recursion that is never reached', `${inSolve('return a')} function go(n) { return go(n) }`],
  ])('recursion is not: %s', (_name, source) => {
    expect(limits({ recursion: 'forbid' }, source)).toEqual([])
    expect(limits({ recursion: 'require' }, source)).toEqual(['recursion'])
  })
})

it('Limits are told in words', () => {
  const told = (limits: object, body: string) =>
    checkSource(patternOf({ limits }), inSolve(body)).findings.map(({ part, message, at }) => [
      part,
      message,
      at?.start,
    ])
  const loops = 'for (;;) { for (;;) { for (;;) f() } }'
  expect(told({ maxLoopDepth: 0 }, 'for (;;) f()')).toEqual([['limits', 'Solve this without a loop.', 0]])
  expect(told({ maxLoopDepth: 2 }, loops)).toEqual([['limits', 'Loops should nest at most 2 deep.', 0]])
  expect(told({ recursion: 'forbid' }, 'solve()')).toEqual([['limits', 'Solve this without recursion.', 0]])
  expect(told({ recursion: 'require' }, '')).toEqual([
    ['limits', 'Solve this by recursion: the function calls itself.', 0],
  ])
  expect(told({ maxCyclomatic: 1 }, 'if (a) f()')).toEqual([
    ['limits', 'This function takes more than 1 paths: make it simpler.', 0],
  ])
  expect(told({ maxLoopDepth: 3, maxCyclomatic: 4 }, loops)).toEqual([])
  expect(told({}, `${loops} if (a) solve()`)).toEqual([])
})

describe('Naming', () => {
  it.each([
    ['camelCase', 'const total_sum = 1', true],
    ['camelCase', 'const totalSum = 1; class Box {} const LIMIT_MAX = 2; const _ = 3', false],
    ['snake_case', 'const totalSum = 1', true],
    ['snake_case', 'const total_sum = 1', false],
    ['camelCase', 'class box {}', true],
    ['camelCase', 'const box = class {}', true],
    ['camelCase', 'const Box = class {}', false],
    ['snake_case', 'class Box_Of {}', true],
    ['camelCase', 'let LIMIT_MAX = 2', true],
    ['camelCase', 'const LimitMax = 2', true],
  ])('%s minds %s: %s', (style, body, minds) => {
    const { findings } = checkSource(patternOf({ naming: { style } }), inSolve(body))
    expect(findings.map(({ part }) => part)).toEqual(minds ? ['naming'] : [])
  })

  it('says which name, and does not mind those of others', () => {
    const pattern = patternOf({ naming: { style: 'camelCase' } })
    expect(checkSource(pattern, inSolve('const total_sum = 1')).findings).toMatchObject([
      { ruleId: 'naming', message: 'By convention, total_sum would be written in camelCase.', at: { start: 29 } },
    ])
    expect(
      checkSource(pattern, `import { some_name } from 'x'; ${inSolve('return some_name(a.b_c)')}`).findings,
    ).toEqual([])
  })
})

it('A rule that fails says where: the function that it is about, or the thing that is forbidden', () => {
  const pattern = patternOf({
    require: [{ id: 'iter', in: 'solve', kind: 'loop', feedback: 'Loop.' }],
    forbid: [{ id: 'ev', global: 'eval', feedback: 'No eval.' }],
  })
  const { findings } = checkSource(pattern, '\n\nfunction solve(a) { return eval(a) }')
  expect(findings.map(({ part, ruleId, message, at }) => [part, ruleId, message, at?.start])).toEqual([
    ['require', 'iter', 'Loop.', 2],
    ['forbid', 'ev', 'No eval.', 29],
  ])
})

it('A rule about a function that is not there is broken, too, and points nowhere', () => {
  const pattern = patternOf({
    functions: [{ name: 'help' }],
    patterns: [{ id: 'sum', in: 'help', code: '$X + 1', feedback: 'Add one.' }],
  })
  const { findings } = checkSource(pattern, inSolve('return a + 1'))
  expect(findings.map(({ ruleId, at }) => [ruleId, at])).toEqual([
    ['function:help', null],
    ['sum', null],
  ])
})

describe('What the tests pass to the entry', () => {
  const sum = (source: string, ...args: unknown[]) => {
    const tests = [{ args, expect: null }]
    return brokenRules({ tests, patterns: [{ id: 'sum', code: '1 + $X', feedback: '-' }] }, source)
  }

  it('tells what its parameters are', () => {
    expect(sum('function solve(a) { return a + 1 }', 5)).toEqual([])
    expect(sum('function solve(a) { return a + 1 }', 'x')).toEqual(['sum'])
    expect(sum('function solve(a, b) { return b + 1 }', 'x', 5)).toEqual([])
    expect(sum('function solve(a, b) { return b + 1 }', 5, 'x')).toEqual(['sum'])
    expect(sum('const make = () => (a) => a + 1; const solve = make()', 5)).toEqual(['sum'])
  })
})

describe('Patterns that are too dear to look for', () => {
  const many = Array.from({ length: 40 }, (_, i) => `a${i}`).join(', ')
  const dear = `f(${['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => `..., $${name}`).join(', ')}, ..., $Z, ..., $Z)`

  it('are not judged, and the report says so; all others are', () => {
    const pattern = patternOf({
      require: [
        { id: 'dear', code: dear, feedback: '-' },
        { id: 'loop', kind: 'loop', feedback: '-' },
      ],
    })
    const { findings, isComplete } = checkSource(pattern, inSolve(`f(${many})`))
    expect(isComplete).toBe(false)
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['loop'])
    expect(checkSource(pattern, inSolve('f(a, b)')).isComplete).toBe(true)
    expect(checkSource(pattern, 'function other() {}').isComplete).toBe(true)
  })
})
