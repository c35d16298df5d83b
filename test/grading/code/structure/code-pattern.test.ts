/** How an author's piece of JavaScript is read: as what it is looked for, and why it cannot be. */
import { describe, expect, it } from 'vitest'
import {
  BadCodePattern,
  type PatternNode,
  readCodePattern,
} from '../../../../lib/grading/code/structure/code-pattern.ts'
import { print } from './print-normal-form.ts'

describe('is read as a node or a run of them', () => {
  it.each([
    ['$X', 'node $X'],
    ['$_', 'node $_'],
    ['a', 'node a'],
    ['$x', 'node $x'],
    ['$X1', 'node $X1'],
    ['$AB_C', 'node $AB_C'],
    ['a$X', 'node a$X'],
    ['$X$', 'node $X$'],
    ['$Xa', 'node $Xa'],
    ['...', 'run [...]'],
    ['f(...)', 'node (Call f [...])'],
    ['f(..., $X)', 'node (Call f [... $X])'],
    ['f($X, ...)', 'node (Call f [$X ...])'],
    ['[...$X, ...]', 'node (Array [(Spread $X) ...])'],
    ['f(...a)', 'node (Call f [(Spread a)])'],
    ['[a, ...]', 'node (Array [a ...])'],
    ['({ a: $X, ... })', "node (Object [(Property (Name 'a') $X) ...])"],
    ['$A = $B', 'node (Assign $A $B)'],
    ['$A = $B;', 'node (Assign $A $B)'],
    [' $A = $B ; ', 'node (Assign $A $B)'],
    ['a; b', 'run [a b]'],
    ['a; ...; b', 'run [a ... b]'],
    ['...; a', 'run [... a]'],
    ['a; ...', 'run [a ...]'],
    ['a\n...\nb', 'run [a ... b]'],
    ['{ ... }', 'node (Object [...])'],
    ['if ($C) { ... }', 'node (If $C [...] [])'],
    ['if ($C) ...', 'node (If $C [...] [])'],
    ['return', 'node (Return -)'],
    ['return $X', 'node (Return $X)'],
    ['break', 'node (Break)'],
    ['continue', 'node (Continue)'],
    ['await $X', 'node (Await $X)'],
    ['yield $X', 'node (Yield $X)'],
    ['let $A = 0', 'node (Declare $A 0)'],
    ['const f = ($X) => $X', 'node (Declare f (Function [$X] [(Return $X)]))'],
    ['(x) => x', 'node (Function [x] [(Return x)])'],
    ['function $F($X) { ... }', 'node (Declare $F (Function [$X] [...]))'],
    ['(function () {})', 'node (Function [] [])'],
    ['(function f() {})', 'node (Function [] [])'],
    ['class $C { ... }', 'node (Declare $C (Class - [...]))'],
    ['(class {})', 'node (Class - [])'],
    ["'...'", 'node "..."'],
    ['"..."', 'node "..."'],
    ['`...`', 'node "..."'],
    ["'a\\'...' + ...", 'node (Concat "a\'..." ...)'],
    ["f('...', ...)", 'node (Call f ["..." ...])'],
    ['"1" + "2" + "3" + "4" + "5" + "6" + "7" + "8" + "9" + "10" + $X + "12"', 'node (Concat "12345678910" $X "12")'],
    ['`a${$X}b`', 'node (Concat "a" $X "b")'],
    ['$A.$B', 'node (Member $A $B)'],
    ['$A["b"]', "node (Member $A (Name 'b'))"],
    ['{ a: 1 }', "node (Object [(Property (Name 'a') 1)])"],
    ['$F(...); $G(...)', 'run [(Call $F [...]) (Call $G [...])]'],
    ['while (...) a', 'node (While ... [a])'],
    ['with (a) b', 'node (WithStatement)'],
    ['a /* ... */ + b', "node (Binary '+' a b)"],
    ['x = ...', 'node (Assign x ...)'],
    ['({ ...$X })', 'node (Object [(Spread $X)])'],
    ['({ ... })', 'node (Object [...])'],
  ])('%s', (code, read) => {
    const { flat, nested } = readCodePattern(code, 3).roots
    expect(`${flat.form} ${print(flat.node)}`).toBe(read)
    expect(`${nested.form} ${print(nested.node)}`).toBe(read)
  })

  it('in two views', () => {
    const { flat, nested } = readCodePattern('if ($C) return 1; return 2', 0).roots
    expect(`${flat.form} ${print(flat.node)}`).toBe('run [(If $C [(Return 1)] []) (Return 2)]')
    expect(`${nested.form} ${print(nested.node)}`).toBe('node (If $C [(Return 1)] [(Return 2)])')
  })

  it('each of its nodes has a number of its own', () => {
    const { flat, nested } = readCodePattern('f($X, a + 1); ...', 0).roots
    const indicesIn = (node: PatternNode): number[] => [node.index, ...node.children.flatMap(indicesIn)]
    const indices = [...indicesIn(flat.node), ...indicesIn(nested.node)]
    expect(indices.toSorted((a, b) => a - b)).toEqual(indices.map((_index, place) => place))
  })
})

describe('cannot be read', () => {
  it.each([
    ['for (...) a', 'This was not expected here: )'],
    ['f(', 'This was not expected here: }'],
    [')', 'This was not expected here: )'],
    ['', 'it is empty'],
    [' ', 'it is empty'],
    [';', 'it is empty'],
    ['// a', 'it is empty'],
    ['} {', 'its brackets do not match'],
    ['} } async function* g() { for (;;) {', 'its brackets do not match'],
    ['} } {{', 'its brackets do not match'],
    ['} for (;;) {', 'its brackets do not match'],
    ['} a; for (;;) {', 'its brackets do not match'],
    ['let let = 1', 'let is disallowed as a lexically bound name.'],
    ['import a from "b"', "'import' and 'export' may only appear at the top level."],
    ['... + 1', 'This was not expected here: .'],
    ['switch ($X) { ... }', 'This was not expected here: ...'],
  ])('%j: %s', (code, why) => {
    const reading = () => readCodePattern(code, 0)
    expect(reading).toThrow(BadCodePattern)
    expect(reading).toThrow(`the code pattern ${JSON.stringify(code)} cannot be read: ${why}`)
  })

  it('by its name', () => {
    expect(new BadCodePattern('(', 'why').name).toBe('BadCodePattern')
  })
})
