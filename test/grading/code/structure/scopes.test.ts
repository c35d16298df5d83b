/** Which declaration a name refers to (ECMAScript 2024, 8.2), and what values a name takes. */
import type { Identifier } from 'acorn'
import { describe, expect, test } from 'vitest'
import { type Binding, resolveScopes, type Scopes } from '../../../../lib/grading/code/structure/scopes.ts'
import { parsedProgram } from '../parsed-program.ts'

function scopesIn(source: string): Scopes {
  const parsed = parsedProgram(source)
  return resolveScopes(parsed.program)
}

/** Marks each name that declares or refers: `#1` for the first declaration met, `#0` for a global. */
function marked(source: string): string {
  const numbers = new Map<Binding, number>()
  const places = [...scopesIn(source).bindingOf]
    .sort(([one], [other]) => one.start - other.start)
    .map(([{ end }, binding]) => {
      if (!binding) return { end, mark: '#0' }
      const number = numbers.get(binding) ?? numbers.size + 1
      numbers.set(binding, number)
      return { end, mark: `#${number}` }
    })
  return places.reduceRight((text, { end, mark }) => text.slice(0, end) + mark + text.slice(end), source)
}

describe('names refer to', () => {
  test.each([
    // Blocks and functions.
    'let x#1 = 1; { let x#2 = 2; x#2 } x#1',
    '{ x#1; const x#1 = 2 } x#0',
    'x#1; var x#1',
    'if (y#0) { var x#1 = 1 } x#1',
    'function f#1() { { var x#2 } return x#2 } x#0',
    'function f#1() { function g#2() { var x#3 } return x#0 }',
    '{ function f#1() { return f#1 } f#1() } f#0',
    'f#1(); function f#1() {}',
    'let x#1; function f#2(x#3) { return x#3 } x#1',
    'let x#1; function f#2() { return x#1 }',
    'function f#1(x#2) { var x#2; let y#3; return [x#2, y#3] }',
    'const f#1 = function g#2() { return g#2 }; g#0',
    'const f#1 = function g#2(g#3) { return g#3 }',
    'const f#1 = (x#2) => x#2 + y#0',
    'const f#1 = (x#2) => { let y#3 = x#2; return y#3 }; y#0',
    'function f#1(a#2, b#3 = a#2) { return b#3 }',
    'function f#1({ a#2, b: c#3, d: { e#4 } }, [g#5, , h#6], ...i#7) { return [a#2, b#0, c#3, e#4, g#5, h#6, i#7] }',
    'function f#1({ a#2 = b#0, ...c#3 }) { return c#3 }',
    'function f#1([a#2 = 1]) { return a#2 }',
    // Loops, switch, catch.
    'let i#1; for (let i#2 = 0; i#2 < 1; i#2++) { let i#3 } i#1',
    'for (var i#1 = 0; i#1 < 1; i#1++) {} i#1',
    'let x#1; for (const x#2 of y#0) x#2; x#1',
    'let x#1; for (const x#2 in y#0) x#2; x#1',
    'let x#1; for (x#1 of y#0) x#1',
    'for (const [k#1, v#2] of y#0) { k#1; v#2 }',
    'let x#1; switch (x#1) { case 1: let x#2; default: x#2 } x#1',
    'let e#1; try {} catch (e#2) { e#2 } e#1',
    'try {} catch ({ message#1 }) { message#1 }',
    'try {} catch { e#0 }',
    'while (x#0) { let x#1; x#1 }',
    // Classes.
    'class A#1 { m() { return A#1 } } A#1',
    'const B#1 = class A#2 { m() { return A#2 } }; A#0',
    'const A#1 = class { }; new A#1()',
    'class A#1 extends B#0 { x = y#0; static { let z#2; z#2 } [k#0]() {} }',
    'class A#1 { x; m(x#2) { return this.x + x#2 } }',
    // What is no reference.
    'const o#1 = { a: 1, b#0, c() {}, [d#0]: e#0, get f() { return 1 } }; o#1.a; o#1[a#0]; o#1.b.c',
    'out: for (;;) { break out; continue out }',
    'let out#1; out: { out#1; break out }',
    'function F#1() { new.target }',
    'let { a#1, b: c#2, [d#0]: e#3, ...f#4 } = x#0',
    'let a#1, b#2; [a#1, b#2] = [b#2, a#1]; ({ a#1, b: b#2 } = x#0)',
    'typeof x#0; undefined#0',
    '`${x#0} x`',
    // Modules.
    'import a#1, { b as c#2 } from "m"; import * as d#3 from "n"; a#1; b#0; c#2; d#3',
    'export const a#1 = 1; a#1',
    'export function f#1() { return f#1 } f#1()',
    'export class A#1 {} A#1',
    'export default function f#1() {} f#1()',
    'export default class A#1 {} A#1',
    'export default x#0',
    'const a#1 = 1; export { a#1 as b }; b#0',
    'export * from "m"',
  ])('%s', (expected) => {
    expect(marked(expected.replaceAll(/#\d+/g, ''))).toBe(expected)
  })
})

describe('the values that a name takes', () => {
  const rows: [source: string, name: string, values: string[]][] = [
    ['let x = 1', 'x', ['1']],
    ['let x; x = 1; x = 2', 'x', ['1', '2']],
    ['let x = 1; x += 2; x++', 'x', ['1', 'x += 2', 'x++']],
    ['let x; --x', 'x', ['--x']],
    ['let x; x ??= 2', 'x', ['x ??= 2']],
    ['let x', 'x', []],
    ['function f() {}', 'f', ['function f() {}']],
    ['const g = function f() {}', 'f', ['function f() {}']],
    ['class A {}', 'A', ['class A {}']],
    ['const B = class A {}', 'A', ['class A {}']],
    ['function f(x = 1) { x = 2 }', 'x', ['1', '2']],
    ['const { x } = y', 'x', ['y.x']],
    ['const { a: x } = y', 'x', ['y.a']],
    ['const { a: { x } } = y', 'x', ['y.a.x']],
    ['const { "a": x } = y', 'x', ['y.a']],
    ['const { [a]: x } = y', 'x', ['y?']],
    ['const { [a]: { x } } = y', 'x', ['y?']],
    ['const { x = 1 } = y', 'x', ['y.x', '1']],
    ['const { ...x } = y', 'x', ['y?']],
    ['const [x] = y', 'x', ['y?']],
    ['const [, x] = y', 'x', ['y?']],
    ['const [...x] = y', 'x', ['y?']],
    ['const [{ x }] = y', 'x', ['y?']],
    ['let x; [x] = y', 'x', ['y?']],
    ['let x; ({ x } = y)', 'x', ['y.x']],
    ['for (const x of y) {}', 'x', ['of y']],
    ['let x; for (x of y) {}', 'x', ['of y']],
    ['for (const [x] of y) {}', 'x', []],
    ['for (const x in y) {}', 'x', []],
    ['for (let x = 0; ; ) {}', 'x', ['0']],
  ]
  test.each(rows)('%s: %s is %j', (source, name, values) => {
    const binding = scopesIn(source).bindings.find((each) => each.name === name)!
    const textOf = ({ start, end }: { start: number; end: number }) => source.slice(start, end)
    const defined = binding.definitions.map(
      ({ node, path }) => textOf(node) + (path ? path.map((p) => `.${p}`).join('') : '?'),
    )
    expect([...defined, ...(binding.iterates ? [`of ${textOf(binding.iterates)}`] : [])]).toEqual(values)
  })
})

describe('a name', () => {
  test.each([
    ['let x', 'let'],
    ['const x = 1', 'const'],
    ['var x', 'var'],
    ['function x() {}', 'function'],
    ['const y = function x() {}', 'function'],
    ['class x {}', 'class'],
    ['const y = class x {}', 'class'],
    ['function f(x) {}', 'param'],
    ['try {} catch (x) {}', 'catch'],
    ['import x from "m"', 'import'],
    ['for (const x of y) {}', 'const'],
    ['for (let x in y) {}', 'let'],
  ])('of %s is a %s', (source, kind) => {
    expect(scopesIn(source).bindings.find(({ name }) => name === 'x')?.kind).toBe(kind)
  })

  test('belongs to the function around it, and that one to the next', () => {
    const { bindings, bindingOf, outerOf } = scopesIn(
      'let a; function f(b) { let c; { var d } return () => { let e } }',
    )
    const ownerOf = (name: string) => bindings.find((each) => each.name === name)!.owner
    const outer = ownerOf('b')!
    const inner = ownerOf('e')!
    expect([ownerOf('a'), ownerOf('f')]).toEqual([null, null])
    expect(ownerOf('c')).toBe(outer)
    expect(ownerOf('d')).toBe(outer)
    expect(inner).not.toBe(outer)
    expect(outerOf.get(inner)).toBe(outer)
    expect(outerOf.get(outer)).toBeNull()
    expect(new Set(bindings.map(({ id }) => id)).size).toBe(bindings.length)
    for (const { declaration } of bindings)
      expect(bindingOf.get(declaration as Identifier)?.declaration).toBe(declaration)
  })
})
