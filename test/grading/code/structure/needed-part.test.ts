/** What stays of a program when only what its entry needs is loaded; null where leaving something out might matter. */
import { expect, it } from 'vitest'
import { keepNeededPart } from '../../../../lib/grading/code/structure/needed-part.ts'
import { parsedProgram } from '../parsed-program.ts'

/** The statements that stay, as they are written; of declarations, those that stay. */
function keptOf(source: string, names = ['f']): string[] | null {
  const parsed = parsedProgram(source)
  const kept = keepNeededPart(parsed, names)
  const textOf = ({ start, end }: { start: number; end: number }) => source.slice(start, end)
  return (
    kept?.program.body.flatMap((node) =>
      node.type === 'VariableDeclaration' ? node.declarations.map(textOf) : [textOf(node)],
    ) ?? null
  )
}

it.each<[string, ...string[]]>([
  ['function f() {} g()', 'function f() {}'],
  ['g(); function f() {}', 'function f() {}'],
  ["'use strict'; function f() {} g()", "'use strict';", 'function f() {}'],
  ["function f() {} 'x'; g()", 'function f() {}'],
  ['const f = () => 1; g()', 'f = () => 1'],
  ['let f = function () {}; g()', 'f = function () {}'],
  ['var f = () => 1, h = g()', 'f = () => 1'],
  ['const h = g(), f = () => 1', 'f = () => 1'],
  ['export function f() {} g()', 'function f() {}'],
  ['export default function f() {} g()', 'function f() {}'],
  ['export const f = () => 1; g()', 'f = () => 1'],
  ['module.exports = { f }; function f() {}', 'function f() {}'],
  ['exports.f = f; function f() {} g()', 'function f() {}'],
  ["function f() {} import 'x'", 'function f() {}'],
  ['function f() {} for (const f of g()) ;', 'function f() {}'],
  ['function f() {} g.push(1)', 'function f() {}'],
  ['function f() {} const l = []; l.push(g())', 'function f() {}'],
  ['function f() {} const l = []; l.map(g())', 'function f() {}'],
  [
    'function f() { return h() } function h() { return 1 } g()',
    'function f() { return h() }',
    'function h() { return 1 }',
  ],
  [
    'function f() { return h() } function h() { return i() } function i() {} function j() {} g()',
    'function f() { return h() }',
    'function h() { return i() }',
    'function i() {}',
  ],
  ['function f() { return h } const h = 1; g()', 'function f() { return h }', 'h = 1'],
  ["function f() { return h } const h = 'a', i = 2; g()", 'function f() { return h }', "h = 'a'"],
  ['function f() { return h } const h = -1; g()', 'function f() { return h }', 'h = -1'],
  ['function f() { return h } const h = 1 + 2; g()', 'function f() { return h }', 'h = 1 + 2'],
  ['function f() { return h } const h = `a${1}`; g()', 'function f() { return h }', 'h = `a${1}`'],
  ['function f() { return h } const h = /a/; g()', 'function f() { return h }', 'h = /a/'],
  ['function f() { return h } const h = null; g(h)', 'function f() { return h }', 'h = null'],
  ['function f() { return h } const h = 1; g(h)', 'function f() { return h }', 'h = 1'],
  ["function f() { return h } const h = [1, 'a', [2]]; g()", 'function f() { return h }', "h = [1, 'a', [2]]"],
  [
    "function f() { return h } const h = { a: 1, b: [2], 'c': x }; g()",
    'function f() { return h }',
    "h = { a: 1, b: [2], 'c': x }",
  ],
  ['function f() { return h } const h = { a() {} }; g()', 'function f() { return h }', 'h = { a() {} }'],
  ['function f() { return h } const h = i; const i = [1]; g()', 'function f() { return h }', 'h = i', 'i = [1]'],
  [
    'function f() { return new C() } class C { a() {} b = 1 } g()',
    'function f() { return new C() }',
    'class C { a() {} b = 1 }',
  ],
  [
    'function f() { return new C() } class C { static a() {} } g()',
    'function f() { return new C() }',
    'class C { static a() {} }',
  ],
  [
    'function f() { return new C() } class C extends B {} class B {} g()',
    'function f() { return new C() }',
    'class C extends B {}',
    'class B {}',
  ],
  [
    'function f() { return new C() } const C = class { a() {} }; g()',
    'function f() { return new C() }',
    'C = class { a() {} }',
  ],
  [
    'function f() { return new C() } class C { a() { h() } } function h() {} g()',
    'function f() { return new C() }',
    'class C { a() { h() } }',
    'function h() {}',
  ],
  ['function f(h) { return h } const h = g()', 'function f(h) { return h }'],
  ['function f() { const h = 1; return h } const h = g()', 'function f() { const h = 1; return h }'],
  ['function f(a) { return f(a - 1) } g()', 'function f(a) { return f(a - 1) }'],
  ['function f() { return x } g(x)', 'function f() { return x }'],
  ['function f() {} const h = {}; h.a = g()', 'function f() {}'],
  ['function f() {} [x] = g()', 'function f() {}'],
  ['function f() {} module.exports.a = g()', 'function f() {}'],
  ['function f() {} exports = g()', 'function f() {}'],
  ["function f() {} const h = 'prototypes'; g()", 'function f() {}'],
  ['function f() { for (const x of []) ; } g()', 'function f() { for (const x of []) ; }'],
  ['function f() { let x; for (x of []) ; } g()', 'function f() { let x; for (x of []) ; }'],
  ['const f = (a = h) => a, h = 1; g()', 'f = (a = h) => a', 'h = 1'],
  ['label: { } function f() {}', 'function f() {}'],
  ['export { f }; function f() {} g()', 'function f() {}'],
  ['export class C {} function f() { return C } g()', 'class C {}', 'function f() { return C }'],
  ['class C {} function f() {} g()', 'function f() {}'],
])('of { %s } a part is enough', (source, ...kept) => {
  expect(keptOf(source)).toEqual(kept)
})

it.each([
  'function f() {}',
  'f2(); function f2() {}',
  'class f {} g()',
  'const f = 5; g()',
  'const f = g()',
  'const { f } = g()',
  'let f; f = () => 1; g()',
  'f = () => 1; g()',
  'function f() {} f = g',
  'function f() {} function f() {} g()',
  'function f() {} f++; g()',
  'function f() {} f.a = 1; g()',
  'function f() {} delete f.a; g()',
  'function f() {} for (f of g()) ;',
  'function f() {} for (f in g()) ;',
  'function f() {} f.push(1); g()',
  'function f() { return h } let h; g()',
  'function f() { return h } const h = -x; g()',
  'function f() { return h } const h = 1 + x; g()',
  'function f() { return h } const h = x + 1; g()',
  'function f() { return h } const h = `a${x}`; g()',
  'function f() { return h } const h = /a/; g(h)',
  'function f() { return h } const h = [1, , 2]; g()',
  'function f() { return h } const h = [1, g()]; g()',
  'function f() { return h } const h = [...x]; g()',
  'function f() { return h } const h = [1]; g(h)',
  'function f() { return h } const h = { [x]: 1 }; g()',
  'function f() { return h } const h = { a: g() }; g()',
  'function f() { return h } const h = { a: 1, b: g() }; g()',
  'function f() { return h } const h = { ...x }; g()',
  'function f() { return h } const h = { a: 1 }; h.a = 2; g()',
  'function f() { return h } const h = { a: 1 }; g(h.a)',
  'function f() { return h } const h = i; const i = [1]; g(i)',
  'function f() { return h } const h = i; const i = g(); g()',
  'function f() { return h } const h = x ? 1 : 2; g()',
  'function f() { return h } const h = g()',
  'function f() { return h.a } const h = [1]; h.sort(); g()',
  "function f() { return h.a } const h = [1]; h['sort'](); g()",
  'function f() { return h.a } const h = [1]; h[x](); g()',
  'function f() { return h.a } const h = [1]; h.slice(); g()',
  'function f() { return new C() } class C { [x]() {} } g()',
  'function f() { return new C() } class C { static a = g() } g()',
  'function f() { return new C() } class C { [x] = 1 } g()',
  'function f() { return new C() } class C { static { g() } } g()',
  'function f() { return new C() } class C extends g() {} g()',
  'function f() { return new C() } const C = class { static a = 1 }; g()',
  'function f() { return x } x = g()',
  'function f() { x = 1 } g()',
  'function f() {} Math.max = g',
  'function f() {} x.y.z = g()',
  'function f() {} x.y++',
  'function f() {} delete x.y',
  'function f() { return x } [x] = g()',
  'function f() { return x } ({ x } = g())',
  'function f() { return x } ({ a: x } = g())',
  'function f() {} Object.prototype; g()',
  'function f() {} x.__proto__; g()',
  'function f() {} Object.setPrototypeOf(a, b)',
  'function f() {} Object.defineProperty(a, b)',
  'function f() {} Object.defineProperties(a, b)',
  'function f() {} Object.assign(a, b)',
  'function f() {} globalThis; g()',
  "import { h } from 'x'; function f() { return h }",
  'function f() { return h } function h() {} function h() {} g()',
  'function f() { return h } var h = 1; var h = 2; g()',
  'if (g()) { function f() {} }',
  'export default () => 1; g()',
])('of { %s } nothing is left out', (source) => {
  expect(keptOf(source)).toBeNull()
})

it('the entry is found under any of its names, the first first', () => {
  expect(keptOf('const a = () => 1; g()', ['f', 'a'])).toEqual(['a = () => 1'])
  expect(keptOf('const a = () => 1, f = () => 2; g()', ['f', 'a'])).toEqual(['f = () => 2'])
  expect(keptOf('const a = () => 1; function b() { const f = () => 2 } g()', ['f', 'a'])).toEqual(['a = () => 1'])
})
