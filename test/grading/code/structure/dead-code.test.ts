/** Code that no input reaches: in each program every call of `dead` stands in such, no call of `live` does. */
import type { AnyNode } from 'acorn'
import { describe, expect, it } from 'vitest'
import { findDeadCode } from '../../../../lib/grading/code/structure/dead-code.ts'
import { resolveScopes } from '../../../../lib/grading/code/structure/scopes.ts'
import { nodesOf } from '../../../../lib/grading/code/structure/syntax.ts'
import { parsedProgram } from '../parsed-program.ts'

/** The names that are called, in dead code and elsewhere, each once. */
function callsIn(source: string): { dead: string[]; live: string[] } {
  const parsed = parsedProgram(source)
  const nodes = nodesOf(parsed.program)
  const dead = findDeadCode(nodes, resolveScopes(parsed.program, nodes))
  const namesOf = (some: readonly AnyNode[]) => [
    ...new Set(
      some.flatMap((node) => (node.type === 'CallExpression' && 'name' in node.callee ? [node.callee.name] : [])),
    ),
  ]
  return {
    dead: namesOf(nodes.filter((node) => dead.has(node))),
    live: namesOf(nodes.filter((node) => !dead.has(node))),
  }
}

/** Our own programs alone are run. Throws when `dead` is called; loops end by an error of `live`. */
function run(source: string, a: unknown): void {
  let calls = 0
  const dead = () => {
    throw new Error('dead code ran')
  }
  const live = () => {
    calls += 1
    if (calls > 20) throw new RangeError('enough')
    return a
  }
  try {
    new Function('a', 'dead', 'live', source)(a, dead, live)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

describe('dead and live parts of', () => {
  it.each([
    'live(); if (false) dead(); else live(); live()',
    'live(); if (true) live(); else dead(); live()',
    'if (a) live(); else live(); live()',
    'if (false) dead(); live()',
    'live(); return; dead()',
    'if (a) { live(); return; dead() } live()',
    '{ live(); { return } dead() }',
    '{ { live(); return } dead() }',
    '{ { { return } dead() } dead() } ',
    'live(); if (a) return; else throw RangeError(); dead()',
    'live(); if (a) return; live()',
    'live(); if (a) live(); else return; live()',
    'live(); if (true) return; dead()',
    'live(); if (false) return; live()',
    'live(); if (false) dead(); else return; dead()',
    'live(); if (true) live(); else return; live()',
    'while (false) dead(); live()',
    'while (a) { live(); a = false } live()',
    'while (true) live(); dead()',
    'while (true) { live(); break } live()',
    'while (true) { live(); if (a) break; a = 1; continue; dead() } live()',
    'while (true) { for (;;) { live(); break } live() } dead()',
    'while (true) { for (const x of [a]) { live(); break } live() } dead()',
    'while (true) { switch (a) { case 1: break } live() } dead()',
    'while (true) { const f = () => { for (;;) break }; f(); live() } dead()',
    // Whatever a labelled break may leave is taken to be left.
    'x: while (true) { while (true) { live(); break x } live() } live()',
    'x: for (;;) { for (;;) { live(); continue x } dead() }',
    'for (;;) live(); dead()',
    'for (;true;) live(); dead()',
    'for (;a;) { live(); break } live()',
    'for (live(); false; dead()) dead(); live()',
    'for (let i = 0; i < 2; i++) live(); live()',
    'for (;;) { live(); break } live()',
    'for (const x of []) dead(); live()',
    'for (const x of [1]) live(); live()',
    'for (const x of "") live(); live()',
    'do { live() } while (false); live()',
    'switch (a) { case 1: live(); break; dead(); case 2: live(); break; default: live(); return; dead() } live()',
    'switch (a) { default: return } live()',
    'try { live(); return } catch { live() } live()',
    'try { live(); return } catch { return } dead()',
    'try { live(); return } finally { live() } dead()',
    'try { live() } finally { return } dead()',
    'try { live() } finally { live() } live()',
    'try { throw 1 } catch { live() } live()',
    'try { live() } catch { return } live()',
    'live(); throw RangeError(); dead()',
    'true && live()',
    'false && dead()',
    'live() && false && dead()',
    'a && live()',
    'true || dead()',
    'false || live()',
    '[] && live()',
    'null ?? live()',
    'true ?? live()',
    'a ?? live()',
    'true ? live() : dead()',
    'false ? dead() : live()',
    'a ? live() : live()',
    'f(); return; function f() { live() }',
    'f(); return; function f() { return; dead() }',
    'class C { static { live(); if (false) dead() } }',
    'const debug = false; if (debug) dead(); live()',
    'const debug = false; if (!debug) live(); else dead()',
    'if (a && false) dead(); live()',
    'x: { live(); break x; dead() } live()',
    'while (true) { if (a) return; a = live() } dead()',
  ])('%s', (body) => {
    const { dead, live } = callsIn(`function program(a) { ${body} }`)
    expect(dead.includes('dead')).toBe(body.includes('dead()'))
    expect(dead).not.toContain('live')
    expect(live).not.toContain('dead')
    for (const value of [undefined, 0, 1, true, '', 'a', 2]) run(body, value)
  })

  it('a program’s own statements', () => {
    expect(callsIn('live(); throw 1; dead()')).toEqual({ dead: ['dead'], live: ['live'] })
  })
})
