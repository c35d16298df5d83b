/**
 * A program without what its entry does not need, where the text alone shows that leaving it out changes nothing: an
 * example call that reads a file, a timer, an `async` main. For programs that cannot be loaded as a whole.
 *
 * The entry and all that it refers to must be functions, plain classes, and values that nothing assigns to or writes in;
 * then no other statement of the program can change what the entry gives.
 */
import type { AnyNode, ClassDeclaration, FunctionDeclaration, Program, Statement, VariableDeclarator } from 'acorn'
import type { ParsedProgram } from '../program/parse-program.ts'
import { type Binding, resolveScopes, type Scopes } from './scopes.ts'
import { type ClassNode, isClass, isFunction, keyName, nodesOf } from './syntax.ts'

type Declaration = FunctionDeclaration | ClassDeclaration | VariableDeclarator

/** @param names of the entry. Null when nothing can be left out, or it cannot be told what. */
export function keepNeededPart(parsed: ParsedProgram, names: readonly string[]): ParsedProgram | null {
  const { program, source } = parsed
  if (changesEverything.test(source)) return null
  const nodes = nodesOf(program)
  const scopes = resolveScopes(program, nodes)
  const written = findWritten(nodes, scopes)
  const declarations = findDeclarations(program, scopes)
  const entry = names.flatMap((name) => scopes.bindings.find((one) => one.owner === null && one.name === name) ?? [])[0]
  const declaration = entry && declarations.get(entry)
  if (!written || !declaration || !isFunction(givenBy(declaration))) return null

  const needed = new Set<AnyNode>()
  const tables = new Set<Binding>()
  const pending = [entry]
  for (let binding = pending.pop(); binding; binding = pending.pop()) {
    const node = declarations.get(binding)
    if (!node || binding.definitions.length !== 1 || written.bindings.has(binding)) return null
    if (needed.has(node)) continue
    const kind = kindOf(givenBy(node))
    if (kind === 'other') return null
    if (kind === 'table') tables.add(binding)
    needed.add(node)
    for (const part of nodesOf(node)) {
      if (part.type !== 'Identifier') continue
      const used = scopes.bindingOf.get(part)
      if (used === null && written.globals.has(part.name)) return null
      if (used && used.owner === null && isOutside(used.declaration, node)) pending.push(used)
    }
  }

  const body = program.body.flatMap((statement) => keptOf(statement, needed))
  const kept = new Set(body.flatMap((statement) => nodesOf(statement)))
  // Nobody else has a table in hand.
  for (const [identifier, binding] of scopes.bindingOf)
    if (binding && tables.has(binding) && !kept.has(identifier)) return null
  return kept.size < nodes.length - 1 ? { ...parsed, program: { ...program, body } } : null
}

/** By these, code changes what other code is made of. */
const changesEverything = /\b(?:prototype|__proto__|setPrototypeOf|definePropert(?:y|ies)|assign|globalThis)\b/

const givenBy = (node: Declaration): AnyNode => (node.type === 'VariableDeclarator' ? (node.init ?? node) : node)

const isOutside = (inner: AnyNode, outer: AnyNode) =>
  inner.start < outer.start || inner.end > outer.end || inner === outer

const declared = (statement: AnyNode): AnyNode =>
  statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    ? (statement.declaration ?? statement)
    : statement

/** What the statements of the top level declare by a plain name. */
function findDeclarations({ body }: Program, { bindingOf }: Scopes): ReadonlyMap<Binding, Declaration> {
  const found = new Map<Binding, Declaration>()
  const note = (identifier: AnyNode, node: Declaration) => {
    const binding = identifier.type === 'Identifier' ? bindingOf.get(identifier) : null
    if (binding) found.set(binding, node)
  }
  for (const statement of body.map(declared)) {
    if (statement.type === 'VariableDeclaration') for (const one of statement.declarations) note(one.id, one)
    else if ((statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') && statement.id)
      note(statement.id, statement)
  }
  return found
}

type Written = { readonly bindings: ReadonlySet<Binding>; readonly globals: ReadonlySet<string> }

/** What is assigned to after its declaration, or written in. Null when a property of a global is. */
function findWritten(nodes: readonly AnyNode[], { bindingOf }: Scopes): Written | null {
  const bindings = new Set<Binding>()
  const globals = new Set<string>()
  for (const target of nodes.flatMap(targetsOf)) {
    for (const part of nodesOf(target)) {
      if (part.type !== 'Identifier') continue
      const binding = bindingOf.get(part)
      if (binding) bindings.add(binding)
      else if (binding === null) globals.add(part.name)
    }
    const root = rootOf(target)
    const isGlobal = root.type === 'Identifier' && bindingOf.get(root) === null && !exportsNames.has(root.name)
    if (isGlobal && target.type === 'MemberExpression') return null
  }
  return { bindings, globals }
}

const rootOf = (node: AnyNode): AnyNode => (node.type === 'MemberExpression' ? rootOf(node.object) : node)

const exportsNames = new Set(['module', 'exports'])

const changers = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'])

function targetsOf(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return [node.left]
    case 'UpdateExpression':
      return [node.argument]
    case 'UnaryExpression':
      return node.operator === 'delete' ? [node.argument] : []
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? [] : [node.left]
    case 'CallExpression': {
      const { callee } = node
      const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : null
      return callee.type === 'MemberExpression' && method !== null && changers.has(method) ? [callee.object] : []
    }
    default:
      return []
  }
}

type ValueKind = 'fixed' | 'table' | 'other'

/** Whether a value can never change, or only by writing in it, or is made by code that may do anything. */
function kindOf(node: AnyNode): ValueKind {
  if (isFunction(node)) return 'fixed'
  if (isClass(node)) return isPlainClass(node) ? 'fixed' : 'other'
  switch (node.type) {
    case 'Literal':
      return node.regex ? 'table' : 'fixed'
    case 'Identifier':
      return 'table'
    case 'TemplateLiteral':
      return allFixed(node.expressions)
    case 'UnaryExpression':
      return allFixed([node.argument])
    case 'BinaryExpression':
      return allFixed([node.left, node.right])
    case 'ArrayExpression':
      return node.elements.every((element) => element && kindOf(element) !== 'other') ? 'table' : 'other'
    case 'ObjectExpression': {
      const isPlain = node.properties.every(
        (one) => one.type === 'Property' && !one.computed && kindOf(one.value) !== 'other',
      )
      return isPlain ? 'table' : 'other'
    }
    default:
      return 'other'
  }
}

const allFixed = (nodes: readonly AnyNode[]): ValueKind =>
  nodes.every((node) => kindOf(node) === 'fixed') ? 'fixed' : 'other'

const isPlainClass = ({ superClass, body }: ClassNode) =>
  (!superClass || superClass.type === 'Identifier') &&
  body.body.every((member) =>
    member.type === 'MethodDefinition'
      ? !member.computed
      : member.type === 'PropertyDefinition' && !member.static && !member.computed,
  )

function keptOf(statement: Program['body'][number], needed: ReadonlySet<AnyNode>): Statement[] {
  if (statement.type === 'ExpressionStatement' && statement.directive !== undefined) return [statement]
  const node = declared(statement)
  if (node.type === 'FunctionDeclaration' && node.id) return needed.has(node) ? [{ ...node, id: node.id }] : []
  if (node.type === 'ClassDeclaration' && node.id) return needed.has(node) ? [{ ...node, id: node.id }] : []
  if (node.type !== 'VariableDeclaration') return []
  const declarations = node.declarations.filter((one) => needed.has(one))
  return declarations.length === 0 ? [] : [{ ...node, declarations }]
}
