import { describe, expect, it } from 'vitest'
import { brokenRules, holds, inSolve } from './check.ts'

const loop = { kind: 'loop' }

describe('What is required counts where the entry leads', () => {
  it.each([
    ['its own body', inSolve('for (;;) break')],
    ['a callback', inSolve('return a.map((x) => { for (;;) break })')],
    ['a function that it calls', `${inSolve('return help(a)')} function help(x) { for (;;) break }`],
    ['a function kept in a constant', `const help = (x) => { for (;;) break }; ${inSolve('return help(a)')}`],
    ['a function given later', `let help; help = (x) => { for (;;) break }; ${inSolve('return help(a)')}`],
    ['a function that it passes on', `${inSolve('return a.map(help)')} function help(x) { for (;;) break }`],
    ['a function called by a function', `${inSolve('f()')} function f() { g() } function g() { for (;;) break }`],
    ['a function called at once', inSolve('return (() => { for (;;) break })()')],
    ['a method of a class that it uses', `class C { run() { for (;;) break } } ${inSolve('return new C().run()')}`],
    ['the constructor of a class', `class C { constructor() { for (;;) break } } ${inSolve('return new C()')}`],
    ['a method of an object', inSolve('return { run() { for (;;) break } }')],
    ['a function made by a call', 'const solve = (() => (a) => { for (;;) break })()'],
    ['a bound function', 'function help() { for (;;) break } const solve = help.bind(null)'],
    ['a function out of an object', 'const { solve } = { solve(a) { for (;;) break } }'],
    ['one of two functions', 'const solve = 1 < 2 ? (a) => { for (;;) break } : null'],
    ['a function given twice', 'const solve = exports.other = (a) => { for (;;) break }'],
    [
      'what is exported within a function',
      '(() => { const solve = (a) => { for (;;) break }; module.exports = { solve } })()',
    ],
    ['a function declared below a return', inSolve('return f(); function f() { for (;;) break }')],
    ['a method used before its class', `class C { run() { for (;;) break } } ${inSolve('a.run(); return new C()')}`],
    [
      'one of two methods of a name',
      `class B { run() {} } class C { run() { for (;;) break } } ${inSolve('a.run(); return [new B(), new C()]')}`,
    ],
    ['a method that JavaScript calls', `class C { toString() { for (;;) break } } ${inSolve('return new C()')}`],
    [
      'a key that is computed',
      `const f = () => { for (;;) break }; class C { [f()]() {} } ${inSolve('return new C()')}`,
    ],
    ['a method with a computed key', `class C { [b]() { for (;;) break } } ${inSolve('return new C()')}`],
    ['a static block', `class C { static { for (;;) break } } ${inSolve('return new C()')}`],
    ['a field that is a function', `class C { run = () => { for (;;) break } } ${inSolve('return new C()')}`],
    ['a function given to a property', inSolve('a.run = () => { for (;;) break }')],
    ['a function given to a name of nobody', inSolve('help = () => { for (;;) break }')],
    ['a function taken apart at once', inSolve('const { name } = function () { for (;;) break }; return name')],
    [
      'a function below a function',
      inSolve('return f(); function f() { return g(); function g() { for (;;) break } }'),
    ],
    ['a catch', inSolve('try { f() } catch (e) { for (;;) break }')],
    ['a default value', 'function solve(a = (() => { for (;;) break })()) { return a }'],
  ])('%s counts', (_name, source) => {
    expect(holds(loop, source)).toBe(true)
  })

  it.each([
    ['a comment', inSolve('/* for (;;) {} */ return a // for (;;) {}\n')],
    ['a string', inSolve('return "for (;;) {}"')],
    ['code behind false', inSolve('if (false) { for (;;) break }')],
    ['code behind a constant condition', inSolve('const debug = 0; if (debug) { for (;;) break }')],
    ['code behind an impossible condition', inSolve('if (a && false) { for (;;) break }')],
    ['the else of true', inSolve('if (1 < 2) return a; else { for (;;) break }')],
    ['the side of a conditional that is never taken', inSolve('return true ? a : (() => { for (;;) break })()')],
    ['the right side of false', inSolve('return false && (() => { for (;;) break })()')],
    ['code after a return', inSolve('return a; for (;;) break')],
    ['code after both branches return', inSolve('if (a) return 1; else return 2; for (;;) break')],
    ['code after a throw', inSolve('throw new Error(); for (;;) break')],
    ['code after a try that returns', inSolve('try { return a } catch { return b } for (;;) break')],
    ['a function that nobody calls', `${inSolve('return a')} function help(x) { for (;;) break }`],
    ['an inner function that nobody calls', inSolve('const help = () => { for (;;) break }; return a')],
    [
      'a function called by one that nobody calls',
      `${inSolve('')} function f() { g() } function g() { for (;;) break }`,
    ],
    ['a function called in dead code', `${inSolve('if (0) f()')} function f() { for (;;) break }`],
    ['a method that nobody calls', `class C { run() { for (;;) break } } ${inSolve('return new C()')}`],
    ['a declared inner function that nobody calls', inSolve('function help() { for (;;) break } return a')],
    ['an inner class that nobody uses', inSolve('class C { constructor() { for (;;) break } } return a')],
    ['an inner function given later that nobody calls', inSolve('let f; f = () => { for (;;) break }; return a')],
    ['an inner function in a parameter’s name', inSolve('b = () => { for (;;) break }; return a')],
    [
      'a method of a class in use that nobody calls',
      `class C { run() { for (;;) break } stop() {} } ${inSolve('return new C().stop()')}`,
    ],
    ['a class that nobody uses', `class C { constructor() { for (;;) break } } ${inSolve('return a')}`],
    ['the top level', `for (;;) break; ${inSolve('return a')}`],
    [
      'a local function that hides the one with the loop',
      `function f() { for (;;) break } ${inSolve('const f = (x) => x; return f(a)')}`,
    ],
  ])('%s does not count', (_name, source) => {
    expect(holds(loop, source)).toBe(false)
  })

  it('an endless loop ends the code below it', () => {
    expect(holds({ kind: 'ternary' }, inSolve('while (true) { f() } return a ? 1 : 2'))).toBe(false)
    expect(holds({ kind: 'ternary' }, inSolve('while (true) { if (a) break } return a ? 1 : 2'))).toBe(true)
    expect(holds({ kind: 'ternary' }, inSolve('while (true) { for (;;) break } return a ? 1 : 2'))).toBe(false)
  })

  it('a value made at the top level counts when it is used', () => {
    expect(holds({ call: 'Map' }, `const memo = new Map(); ${inSolve('return memo.get(a)')}`)).toBe(true)
    expect(holds({ call: 'Map' }, `const memo = new Map(); ${inSolve('return a')}`)).toBe(false)
    const changedByNobody = `let sum = 0; function other() { sum += new Map().size } ${inSolve('return sum')}`
    expect(holds({ call: 'Map' }, changedByNobody)).toBe(false)
    const ofAnother = `function other() { const memo = new Map(); return memo } ${inSolve('const memo = a; return memo')}`
    expect(holds({ call: 'Map' }, ofAnother)).toBe(false)
  })

  it('`in` looks at one function and what that calls', () => {
    const source = `${inSolve('for (;;) break; return help(a)')} function help(x) { return deep(x) } function deep() { try {} catch {} }`
    const rule = (kind: string) => ({
      functions: [{ name: 'help' }],
      require: [{ id: 'rule', in: 'help', kind, feedback: '-' }],
    })
    expect(brokenRules(rule('loop'), source)).toEqual(['rule'])
    expect(brokenRules(rule('try'), source)).toEqual([])
  })

  it('code patterns look there, too', () => {
    expect(holds({ code: '$A * 2' }, `${inSolve('return help(a)')} const help = (x) => x * 2`)).toBe(true)
    expect(holds({ code: '$A * 2' }, `${inSolve('return a')} const help = (x) => x * 2`)).toBe(false)
    expect(holds({ code: '$A * 2' }, inSolve('if (false) return a * 2'))).toBe(false)
  })
})

describe('What is forbidden counts wherever it stands', () => {
  const forbidden = (matcher: object, source: string) =>
    brokenRules({ forbid: [{ id: 'no', feedback: '-', ...matcher }] }, source).includes('no')

  it.each([
    ['called', inSolve('return eval(a)')],
    ['in a function that nobody calls', `${inSolve('return a')} function f(x) { return eval(x) }`],
    ['under another name', `const e = eval; ${inSolve('return e(a)')}`],
    ['under a name given later', `let e; e = eval; ${inSolve('return e(a)')}`],
    ['through the global object', inSolve('return globalThis.eval(a)')],
    ['through the global object in pieces', inSolve("return globalThis['ev' + 'al'](a)")],
    ['taken out of the global object', inSolve('const { eval: e } = globalThis; return e(a)')],
    ['through a comma', inSolve('return (0, eval)(a)')],
    ['spelt with an escape', inSolve('return \\u0065val(a)')],
    ['passed on', inSolve('return a.map(eval)')],
  ])('eval %s', (_name, source) => {
    expect(forbidden({ global: 'eval' }, source)).toBe(true)
  })

  it.each([
    ['a parameter of that name', inSolve('return eval(b)', 'eval, b')],
    ['a function of that name', `${inSolve('return eval(a)')} function eval(x) { return x }`],
    ['a property of that name', inSolve('return a.eval(b)')],
    ['a key of that name', inSolve('return { eval: a }')],
    ['a string', inSolve('return "eval(1)"')],
  ])('%s is not the global', (_name, source) => {
    expect(forbidden({ global: 'eval' }, source)).toBe(false)
  })

  it.each([
    ['*.sort', inSolve('return a.sort()'), true],
    ['*.sort', inSolve("return a['sort']()"), true],
    ['*.sort', inSolve('return [...a].sort((x, y) => x - y)'), true],
    ['*.sort', inSolve('return Array.prototype.sort.call(a)'), true],
    ['*.sort', inSolve('return a?.sort?.()'), true],
    ['*.sort', inSolve('const { sort } = a; return sort()'), true],
    ['*.sort', inSolve('return a.sorted()'), false],
    ['*.sort', inSolve('return a.sort'), false],
    ['Math.max', inSolve('return Math.max(a, b)'), true],
    ['Math.max', inSolve('return Math.max.apply(null, a)'), true],
    ['Math.max', inSolve('const { max } = Math; return max(a, b)'), true],
    ['Math.max', inSolve('const m = Math; return m.max(a, b)'), true],
    ['Math.max', inSolve('return Math.min(a, b)'), false],
    ['Math.max', inSolve('const Math = { max: (x) => x }; return Math.max(a)'), false],
    ['*.max', inSolve('return Math.max(a, b)'), true],
    ['parseInt', inSolve('return parseInt(a, 10)'), true],
    ['parseInt', inSolve('const parseInt = (x) => x; return parseInt(a)'), false],
    ['help', `${inSolve('return help(a)')} const help = (x) => x`, true],
    ['solve', inSolve('return a ? solve(a - 1) : 0'), true],
    ['Map', inSolve('return new Map()'), true],
    ['parseInt', inSolve('return (a, parseInt)(b)'), true],
    ['parseInt', inSolve('return (parseInt, a)(b)'), false],
    ['parseInt', inSolve('return (a ? parseInt : b)(b)'), true],
    ['parseInt', inSolve('return (a ? b : parseInt)(b)'), true],
    ['parseInt', inSolve('return (parseInt ? a : b)(b)'), false],
    ['parseInt', inSolve('return (a || parseInt)(b)'), true],
    ['parseInt', inSolve('return (parseInt ?? a)(b)'), true],
    ['parseInt', inSolve('let f; return (f = parseInt)(b)'), true],
    ['parseInt', inSolve('return parseInt.bind(null)(a)'), true],
    ['parseInt', inSolve('const f = parseInt.bind(null); return f(a)'), true],
    ['parseInt', inSolve('return parseInt.apply.call(null, [a])'), true],
    ['parseInt', inSolve('return parseInt.other(null)(a)'), false],
    ['parseInt', inSolve('return parseInt()(a)'), true],
    ['parseInt', inSolve('return f(parseInt)(a)'), false],
    ['Math.max', inSolve('return Math.max.bind(Math)(a)'), true],
    ['Math.max', inSolve('return Math[a](b)'), false],
    ['this.run', inSolve('return this.run(a)'), true],
    ['*.run', inSolve('return this.run(a)'), true],
    ['run', inSolve('return this.run(a)'), false],
    ['max', inSolve('const [max] = a; return max(b)'), true],
    ['*.max', inSolve('const [max] = a; return max(b)'), false],
    ['f', inSolve('let f = g, g = f; return g(a)'), true],
    ['z', inSolve(`let f = ${Array.from({ length: 70 }, (_, i) => `n${i}`).join(' || ')} || z; return f(a)`), false],
    ['n60', inSolve(`let f = ${Array.from({ length: 70 }, (_, i) => `n${i}`).join(' || ')} || z; return f(a)`), true],
  ])('call %s in %s: %s', (call, source, expected) => {
    expect(forbidden({ call }, source)).toBe(expected)
  })

  it('a function under an alias answers to its own name', () => {
    const functions = [{ name: 'solve', aliases: ['answer'] }]
    const source = 'const answer = (n) => (n ? answer(n - 1) : 0)'
    const rules = [
      { id: 'call', call: 'solve', feedback: '-' },
      { id: 'code', code: 'solve($_)', feedback: '-' },
    ]
    expect(brokenRules({ functions, forbid: rules }, source)).toEqual(['call', 'code'])
  })
})
