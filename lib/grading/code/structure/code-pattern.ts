/**
 * An author's piece of JavaScript, read once per form that programs are matched in. `$X` is any expression, the same one
 * wherever it stands again; `$_` anything; a `...` that spreads nothing a run of statements, arguments, elements or
 * properties.
 */
import type { AnyNode, Identifier, Program } from 'acorn'
import { parseProgram } from '../program/parse-program.ts'
import type { View } from './arrange-statements.ts'
import type { NormalNode } from './normal-node.ts'
import { createNormaliser } from './normalise.ts'
import { resolveScopes } from './scopes.ts'
import { isClass, isFunction } from './syntax.ts'
import { inferTypes } from './value-types.ts'

export type PatternNode = {
  /** Its place among the pattern's nodes. */
  readonly index: number
  readonly kind: 'node' | 'variable' | 'anything' | 'rest'
  readonly type: string
  readonly label: string
  readonly children: readonly PatternNode[]
}

/** A node is looked for anywhere, a run of statements anywhere within a list. */
export type PatternRoot = { readonly form: 'node' | 'run'; readonly node: PatternNode }

export type CodePattern = { readonly id: number; readonly roots: Readonly<Record<View, PatternRoot>> }

export class BadCodePattern extends Error {
  override name = 'BadCodePattern'
  constructor(code: string, why: string) {
    super(`the code pattern ${JSON.stringify(code)} cannot be read: ${why}`)
  }
}

const restName = '$__rest'
/** A `...` at which something ends, a line perhaps, spreads nothing. */
const ellipsis = /\.\.\.(?=[^\S\n]*(?:[;)\]},\n]|$))/g
const text = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g

/** @throws BadCodePattern */
export function readCodePattern(code: string, id: number): CodePattern {
  const replaced = replaceEllipses(code)
  const read = readIn(replaced)
  if ('problem' in read) throw new BadCodePattern(code, read.problem)
  const counter = { next: 0 }
  return {
    id,
    roots: { flat: compileRoot(read, 'flat', counter), nested: compileRoot(read, 'nested', counter) },
  }
}

function replaceEllipses(code: string): string {
  const kept: string[] = []
  const outside = code.replace(text, (quoted) => `"${kept.push(quoted) - 1}"`)
  const replaced = outside.replace(ellipsis, (_match, offset: number) => {
    const rest = outside.slice(offset + 3)
    return /^\s*[;)\]},]|^\s*$/.test(rest) ? restName : `${restName};`
  })
  return replaced.replace(/"(\d+)"/g, (_match, place: string) => kept[Number(place)] ?? '')
}

type Read = { isExpression: boolean; nodes: AnyNode[]; program: Program }

/** As an expression, else as statements; these within a loop of a function, so that each may stand there. */
function readIn(code: string): Read | { problem: string } {
  const expression = parseProgram(`(\n${code.trim().replace(/;$/, '')}\n)`)
  const [first] = expression.kind === 'parsed' ? expression.program.body : []
  const inner = first?.type === 'ExpressionStatement' ? first.expression : null
  // A name alone stands for a statement, too; a function or a class with a name is declared.
  const isStatement =
    !inner || inner.type === 'Identifier' || ((isFunction(inner) || isClass(inner)) && 'id' in inner && inner.id)
  if (expression.kind === 'parsed' && !isStatement)
    return { isExpression: true, nodes: [inner], program: expression.program }
  const parsed = parseProgram(`async function* f() { for (;;) {\n${code}\n} }`)
  if (parsed.kind !== 'parsed')
    return {
      problem: parsed.kind === 'syntax-error' ? parsed.message.replaceAll(restName, '...') : `it has ${parsed.what}`,
    }
  const [wrapper, ...others] = parsed.program.body
  const loop = wrapper && isFunction(wrapper) && wrapper.body.type === 'BlockStatement' ? wrapper.body.body : []
  const body = loop[0]?.type === 'ForStatement' && loop.length === 1 ? loop[0].body : null
  if (others.length > 0 || body?.type !== 'BlockStatement') return { problem: 'its brackets do not match' }
  return body.body.every(({ type }) => type === 'EmptyStatement')
    ? { problem: 'it is empty' }
    : { isExpression: false, nodes: body.body, program: parsed.program }
}

function compileRoot({ isExpression, nodes, program }: Read, view: View, counter: { next: number }): PatternRoot {
  const nameOf = ({ name }: Identifier) => name
  const typeOf = inferTypes(resolveScopes(program), new Map(), null, [])
  const normaliser = createNormaliser({ view, isDead: () => false, typeOf, identityOf: nameOf, nameOf })
  const [first] = nodes
  if (isExpression && first) return { form: 'node', node: compile(normaliser.normalise(first), counter) }
  const run = compile(normaliser.normaliseList(nodes, null), counter)
  const [only, ...others] = run.children
  return only && only.kind !== 'rest' && others.length === 0 ? { form: 'node', node: only } : { form: 'run', node: run }
}

function compile(node: NormalNode, counter: { next: number }): PatternNode {
  const { type, label, children } = node
  return {
    index: counter.next++,
    kind: kindOf(node),
    type,
    label,
    children: children.map((child) => compile(child, counter)),
  }
}

function kindOf({ type, label, children }: NormalNode): PatternNode['kind'] {
  // `{ ... }` has a property of that name.
  if (type === 'Property' && children[0]?.label === restName) return 'rest'
  if (type !== 'Id' && type !== 'Name') return 'node'
  if (label === restName) return 'rest'
  if (label === '$_') return 'anything'
  return /^\$[A-Z][A-Z0-9_]*$/.test(label) ? 'variable' : 'node'
}
