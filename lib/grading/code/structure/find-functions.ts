/** The functions that a pattern names, wherever and however a program declares or exports them. */
import type { AnyNode, Program } from 'acorn'
import type { SolutionPattern } from '../../../contract/solution-pattern.ts'
import type { ProgramModel } from './program-model.ts'
import type { Binding, Scopes } from './scopes.ts'
import { globalObjects } from './standard-library.ts'
import { isFunction, keyName } from './syntax.ts'

export type NamedFunction = {
  readonly name: string
  /** The function; or, where only a run would give it, the expression that makes it: `(() => (n) => n + 1)()`. */
  readonly node: AnyNode
  readonly binding: Binding | null
}

/** A function that the pattern asks for, under all its names. */
export type WantedFunction = { readonly name: string; readonly names: readonly string[]; readonly isEntry: boolean }

export function wantedFunctions({ entry, functions = [] }: SolutionPattern): WantedFunction[] {
  const named = functions.map(({ name, aliases = [] }) => ({
    name,
    names: [name, ...aliases],
    isEntry: name === entry,
  }))
  return named.some(({ isEntry }) => isEntry) ? named : [{ name: entry, names: [entry], isEntry: true }, ...named]
}

/** Those of the wanted functions that the program has; the entry may also be what it exports without a name. */
export function findFunctions(
  { program, live, scopes }: ProgramModel,
  wanted: readonly WantedFunction[],
): ReadonlyMap<string, NamedFunction> {
  const exported = findExports(program, live)
  const found = new Map<string, NamedFunction>()
  for (const { name, names, isEntry } of wanted) {
    for (const one of isEntry ? [...names, namelessExport] : names) {
      const value = exported.get(one)
      const function_ = functionNamed(one, scopes) ?? (value ? functionOf(value, scopes) : null)
      if (function_) {
        found.set(name, { name, ...function_ })
        break
      }
    }
  }
  return found
}

/** No name that a program can write. */
const namelessExport = ' default'

type Found = { node: AnyNode; binding: Binding | null }

function functionNamed(name: string, scopes: Scopes): Found | null {
  const binding = scopes.bindings.find((one) => one.owner === null && one.name === name)
  return binding ? functionOfBinding(binding, scopes, new Set()) : null
}

function functionOfBinding(binding: Binding, scopes: Scopes, seen: Set<Binding>): Found | null {
  if (seen.has(binding)) return null
  seen.add(binding)
  for (const { node, path } of binding.definitions) {
    const value = path?.reduce<AnyNode | undefined>(memberOf, assigned(node))
    if (!value) continue
    if (isFunction(value)) return { node: value, binding }
    const next = value.type === 'Identifier' ? scopes.bindingOf.get(value) : null
    const found = next ? functionOfBinding(next, scopes, seen) : null
    if (found) return found
  }
  const maker = binding.definitions.find(({ node }) => mayMakeFunction(node))
  return maker ? { node: maker.node, binding } : null
}

/** What `a = b = value` gives. */
const assigned = (node: AnyNode): AnyNode =>
  node.type === 'AssignmentExpression' && node.operator === '=' ? assigned(node.right) : node

const makers: ReadonlySet<AnyNode['type']> = new Set([
  'CallExpression',
  'MemberExpression',
  'ConditionalExpression',
  'LogicalExpression',
])
const mayMakeFunction = (node: AnyNode) => makers.has(node.type)

function functionOf(given: AnyNode, scopes: Scopes): Found | null {
  const node = assigned(given)
  if (isFunction(node) || mayMakeFunction(node)) return { node, binding: null }
  const binding = node.type === 'Identifier' ? scopes.bindingOf.get(node) : null
  return binding ? functionOfBinding(binding, scopes, new Set()) : null
}

/**
 * `export { f as g }`, `exports.g = f`, `module.exports.g = f`, `module.exports = { g: f }`, `globalThis.g = f`, `g = f`;
 * without a name `export default f`, `module.exports = f`. What is assigned to exports counts wherever it stands.
 */
function findExports(program: Program, live: readonly AnyNode[]): ReadonlyMap<string, AnyNode> {
  const exported = new Map<string, AnyNode>()
  const exportWhole = (value: AnyNode) => {
    exported.set(namelessExport, value)
    for (const [key, member] of membersOf(value)) exported.set(key, member)
  }
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') exportWhole(statement.declaration)
    if (statement.type === 'ExportNamedDeclaration')
      for (const { local, exported: as } of statement.specifiers)
        exported.set(as.type === 'Identifier' ? as.name : String(as.value), local)
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue
    const { left, operator, right } = statement.expression
    if (left.type === 'Identifier' && operator === '=') exported.set(left.name, right)
  }
  for (const node of live) {
    if (node.type !== 'AssignmentExpression' || node.operator !== '=') continue
    const { left, right } = node
    if (left.type !== 'MemberExpression') continue
    const name = keyName(left.property, left.computed)
    const isGlobal = left.object.type === 'Identifier' && globalObjects.has(left.object.name)
    if (isExportsObject(left)) exportWhole(right)
    else if (name !== null && (isGlobal || isExportsObject(left.object))) exported.set(name, right)
  }
  return exported
}

const isExportsObject = (node: AnyNode): boolean =>
  (node.type === 'Identifier' && node.name === 'exports') ||
  (node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    keyName(node.property, node.computed) === 'exports')

const memberOf = (node: AnyNode | undefined, name: string) => node && new Map(membersOf(node)).get(name)

function membersOf(node: AnyNode): [string, AnyNode][] {
  if (node.type !== 'ObjectExpression') return []
  return node.properties.flatMap((property): [string, AnyNode][] => {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : null
    return property.type === 'Property' && name !== null ? [[name, property.value]] : []
  })
}
