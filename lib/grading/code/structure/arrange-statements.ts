/**
 * Guard clause and else say the same. Every list of statements is brought into two forms, so that a pattern written either
 * way finds its like: `flat`, with the branch that ends early standing before what follows it, and `nested`, with what
 * follows inside the other branch.
 */
import { makeChoice, negate } from './conditions.ts'
import type { MakeNode, NormalNode } from './normal-node.ts'

export type View = 'flat' | 'nested'

/** What falling off the end of a list amounts to, where that can also be said. */
export type Tail = 'return' | 'continue' | null

type Statements = readonly NormalNode[]

export function arrange(make: MakeNode, view: View, statements: Statements, tail: Tail): NormalNode[] {
  return view === 'flat' ? flatten(make, statements, tail) : nest(make, statements, tail)
}

/** Whether control never comes out at the end of a list. */
function exits(statements: Statements): boolean {
  const last = statements.at(-1)
  if (!last) return false
  if (last.type === 'If') {
    const [, then, otherwise] = last.children
    return exits(then?.children ?? []) && exits(otherwise?.children ?? [])
  }
  return last.type === 'Return' || last.type === 'Throw' || last.type === 'Break' || last.type === 'Continue'
}

/** A lone `return;` at a function's end, a lone `continue;` at a loop's. */
const isFallThrough = (statement: NormalNode | undefined, tail: Tail): boolean =>
  (tail === 'return' && statement?.type === 'Return' && statement.children[0]?.type === 'None') ||
  (tail === 'continue' && statement?.type === 'Continue' && statement.label === '')

export const dropFallThrough = (statements: Statements, tail: Tail): Statements =>
  isFallThrough(statements.at(-1), tail) ? dropFallThrough(statements.slice(0, -1), tail) : statements

type Choice = { node: NormalNode; condition: NormalNode; holds: Statements; otherwise: Statements }

/** An `if` without anything to do in its first branch is one on the opposite condition. */
function readChoice(make: MakeNode, node: NormalNode | undefined): Choice | null {
  const [condition, first, second] = node?.children ?? []
  if (node?.type !== 'If' || !condition || !first || !second) return null
  return first.children.length === 0
    ? { node, condition: negate(make, condition), holds: second.children, otherwise: [] }
    : { node, condition, holds: first.children, otherwise: second.children }
}

const listOf = (make: MakeNode, source: NormalNode, children: Statements) => make('List', source.source, { children })

/** The `if` with these branches; its condition alone when both are empty. */
function choose(make: MakeNode, { node, condition }: Choice, then: Statements, otherwise: Statements): NormalNode {
  if (then.length === 0 && otherwise.length === 0) return condition
  const isTurned = then.length === 0
  const first = isTurned ? negate(make, condition) : condition
  const [a, b] = isTurned ? [otherwise, then] : [then, otherwise]
  return makeChoice(make, 'If', node.source, [first, listOf(make, node, a), listOf(make, node, b)])
}

function nest(make: MakeNode, given: Statements, tail: Tail): NormalNode[] {
  const statements = dropFallThrough(given, tail)
  const at = statements.findIndex((statement) => statement.type === 'If')
  const choice = readChoice(make, statements[at])
  if (!choice) return [...statements]
  const before = statements.slice(0, at)
  const rest = statements.slice(at + 1)
  const [thenExits, otherwiseExits] = [exits(choice.holds), exits(choice.otherwise)]
  if (rest.length > 0 && !thenExits && !otherwiseExits) {
    const inner = choose(make, choice, nest(make, choice.holds, null), nest(make, choice.otherwise, null))
    return [...before, inner, ...nest(make, rest, tail)]
  }
  const then = nest(make, thenExits ? choice.holds : [...choice.holds, ...rest], tail)
  const otherwise = nest(make, otherwiseExits ? choice.otherwise : [...choice.otherwise, ...rest], tail)
  return [...before, choose(make, choice, then, otherwise)]
}

const sizeOf = (statements: Statements) => statements.reduce((sum, { size }) => sum + size, 0)

function flatten(make: MakeNode, given: Statements, tail: Tail): NormalNode[] {
  const statements = dropFallThrough(given, tail)
  const at = statements.findIndex((statement) => statement.type === 'If')
  const choice = readChoice(make, statements[at])
  if (!choice) return [...statements]
  const before = statements.slice(0, at)
  const rest = statements.slice(at + 1)
  const [thenExits, otherwiseExits] = [exits(choice.holds), exits(choice.otherwise)]
  if (thenExits || otherwiseExits) {
    const [guard, kept] = thenExits ? [choice.holds, choice.otherwise] : [choice.otherwise, choice.holds]
    const condition = thenExits ? choice.condition : negate(make, choice.condition)
    const after = thenExits && otherwiseExits ? kept : [...kept, ...rest]
    return [...before, ...guarded(make, choice.node, condition, guard, after, tail)]
  }
  const isLast = rest.length === 0
  if (isLast && tail && choice.otherwise.length === 0) {
    const guard = [makeFallThrough(make, choice.node, tail)]
    return [...before, ...guarded(make, choice.node, negate(make, choice.condition), guard, choice.holds, tail)]
  }
  const inner = choose(make, choice, flatten(make, choice.holds, null), flatten(make, choice.otherwise, null))
  return [...before, inner, ...flatten(make, rest, tail)]
}

/** The guard and what follows; when both end the list, the one that falls through is the guard, else the shorter one. */
function guarded(
  make: MakeNode,
  source: NormalNode,
  condition: NormalNode,
  guard: Statements,
  given: Statements,
  tail: Tail,
): NormalNode[] {
  const after = given.length === 0 && tail ? [makeFallThrough(make, source, tail)] : given
  const swaps = after.length > 0 && exits(after) && isBefore(after, guard, tail)
  const [first, second] = swaps ? [after, guard] : [guard, after]
  const test = swaps ? negate(make, condition) : condition
  const list = flatten(make, first, null)
  const node = makeChoice(make, 'If', source.source, [test, listOf(make, source, list), listOf(make, source, [])])
  return [node, ...flatten(make, second, tail)]
}

function makeFallThrough(make: MakeNode, { source }: NormalNode, tail: 'return' | 'continue'): NormalNode {
  return tail === 'return' ? make('Return', source, { children: [make('None', source)] }) : make('Continue', source)
}

function isBefore(a: Statements, b: Statements, tail: Tail): boolean {
  const [fallsA, fallsB] = [a, b].map((list) => list.length === 1 && isFallThrough(list[0], tail))
  if (fallsA || fallsB) return !fallsB
  const [sizeA, sizeB] = [sizeOf(a), sizeOf(b)]
  return sizeA !== sizeB ? sizeA < sizeB : (a[0]?.key ?? 0) < (b[0]?.key ?? 0)
}
