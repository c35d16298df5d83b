/**
 * A program as the rules see it: which code runs when a function is called, what calls what, and under which names things
 * go. "Runs" means: could be reached from that function for some input, as far as the text tells.
 */
import type { AnyNode, Program } from 'acorn'
import { childrenOf } from '../program/children.ts'
import { findDeadCode } from './dead-code.ts'
import { type Binding, resolveScopes, type Scopes } from './scopes.ts'
import { standardMethods } from './standard-library.ts'
import { type ClassNode, type FunctionNode, isClass, isFunction, keyName, nodesOf } from './syntax.ts'

export type ProgramModel = {
  readonly program: Program
  /** Every node, in source order. */
  readonly nodes: readonly AnyNode[]
  readonly scopes: Scopes
  readonly dead: ReadonlySet<AnyNode>
  /** Every node that is not dead, in source order. */
  readonly live: readonly AnyNode[]
  /** From a function, or from an expression that makes one. */
  readonly reach: (from: AnyNode) => Reach
  /** Every live node of a function, itself included. */
  readonly within: (node: FunctionNode) => readonly AnyNode[]
}

export type Reach = {
  /** The functions and top-level values that run, each the root of its own code. */
  readonly units: ReadonlySet<AnyNode>
  /** Every node of theirs. */
  readonly nodes: readonly AnyNode[]
  /** Functions that come round to themselves. */
  readonly recursive: readonly FunctionNode[]
}

/** Methods that JavaScript calls of itself. */
const implicitMethods = new Set(['constructor', 'toString', 'valueOf', 'toJSON'])

export function modelProgram(program: Program): ProgramModel {
  const nodes = nodesOf(program)
  const scopes = resolveScopes(program, nodes)
  const dead = findDeadCode(nodes, scopes)
  const live = dead.size === 0 ? nodes : nodes.filter((node) => !dead.has(node))
  const methods = findMethods(live)
  const known = new Map<AnyNode, Reach>()

  function reach(from: AnyNode): Reach {
    const done = known.get(from)
    if (done) return done
    const { nodes: reached, ...rest } = traverse(from, { scopes, dead, methods })
    const found = { ...rest, nodes: live.filter((node) => reached.has(node)) }
    known.set(from, found)
    return found
  }
  const within = (node: FunctionNode) => nodesOf(node).filter((part) => !dead.has(part))
  return { program, nodes, scopes, dead, live, reach, within }
}

type Methods = ReadonlyMap<string, readonly AnyNode[]>
type Ground = { readonly scopes: Scopes; readonly dead: ReadonlySet<AnyNode>; readonly methods: Methods }

/** The functions of classes and objects by the name that they are called by. */
function findMethods(nodes: readonly AnyNode[]): Methods {
  const methods = new Map<string, AnyNode[]>()
  for (const node of nodes) {
    const isMember = node.type === 'MethodDefinition' || node.type === 'PropertyDefinition' || node.type === 'Property'
    const name = isMember ? keyName(node.key, node.computed) : null
    if (!isMember || name === null || !node.value || !isFunction(node.value)) continue
    methods.set(name, [...(methods.get(name) ?? []), node.value])
  }
  return methods
}

type Traversal = Omit<Reach, 'nodes'> & { readonly nodes: ReadonlySet<AnyNode> }

function traverse(from: AnyNode, { scopes, dead, methods }: Ground): Traversal {
  const units = new Set<AnyNode>()
  const nodes = new Set<AnyNode>()
  const calls = new Map<FunctionNode, Set<FunctionNode>>()
  const usedNames = new Set<string>()
  /** What gets a value where it stands: no use of the one that it has. */
  const given = new Set<AnyNode>()
  /** Methods of classes in use whose own name has not been used yet. */
  const waiting = new Map<string, { method: AnyNode; owner: FunctionNode | null }[]>()
  const pending: { node: AnyNode; owner: FunctionNode | null }[] = []

  const addCall = (caller: FunctionNode | null, callee: FunctionNode) => {
    if (caller) calls.set(caller, (calls.get(caller) ?? new Set()).add(callee))
  }

  function addUnit(node: AnyNode, owner: FunctionNode | null): void {
    if (dead.has(node)) return
    if (isFunction(node)) addCall(owner, node)
    if (units.has(node)) return
    units.add(node)
    pending.push({ node, owner: isFunction(node) ? node : owner })
  }

  function refer(binding: Binding, owner: FunctionNode | null): void {
    for (const { node } of binding.definitions) {
      // A value given elsewhere counts when it is a function or a class, or is given at the top level.
      if (isFunction(node) || isClass(node) || (binding.owner === null && isTopLevel(node))) addUnit(node, owner)
    }
  }

  const topLevel = new Set<AnyNode>()
  for (const { owner, definitions } of scopes.bindings) {
    if (owner !== null) continue
    for (const { node } of definitions) if (node.type !== 'AssignmentExpression') topLevel.add(node)
  }
  const isTopLevel = (node: AnyNode) => topLevel.has(node)

  function useName(name: string): void {
    if (usedNames.has(name)) return
    usedNames.add(name)
    for (const { method, owner } of waiting.get(name) ?? []) addUnit(method, owner)
  }

  function visitMember(node: AnyNode, owner: FunctionNode | null): boolean {
    if (node.type !== 'MethodDefinition') return false
    const name = keyName(node.key, node.computed)
    if (name === null || implicitMethods.has(name) || usedNames.has(name)) addUnit(node.value, null)
    else waiting.set(name, [...(waiting.get(name) ?? []), { method: node.value, owner: null }])
    if (node.computed) pending.push({ node: node.key, owner })
    return true
  }

  function visit(node: AnyNode, owner: FunctionNode | null): void {
    if (dead.has(node)) return
    nodes.add(node)
    if (node.type === 'Identifier') {
      const binding = scopes.bindingOf.get(node)
      if (binding && binding.declaration !== node && !given.has(node)) refer(binding, owner)
      return
    }
    if (node.type === 'AssignmentExpression' && node.operator === '=') given.add(node.left)
    if (visitMember(node, owner)) return
    if (node.type === 'MemberExpression') {
      const name = keyName(node.property, node.computed)
      if (name !== null) {
        useName(name)
        const isOwn = node.object.type === 'ThisExpression' || node.object.type === 'Super'
        if (isOwn || !standardMethods.has(name))
          for (const method of methods.get(name) ?? []) if (isFunction(method)) addCall(owner, method)
      }
    }
    for (const child of childrenOf(node)) {
      if (isFunction(child) || isClass(child)) {
        if (!waitsForUse(child, node)) addUnit(child, owner)
      } else pending.push({ node: child, owner })
    }
  }

  /** Declared or kept under a name: runs when that name is used. */
  function waitsForUse(child: FunctionNode | ClassNode, parent: AnyNode): boolean {
    if (child.type === 'FunctionDeclaration' || child.type === 'ClassDeclaration') return child.id !== null
    if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier'
    return (
      parent.type === 'AssignmentExpression' && parent.left.type === 'Identifier' && !!scopes.bindingOf.get(parent.left)
    )
  }

  addUnit(from, null)
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, owner } = next
    const isUnitRoot = isFunction(node) && units.has(node)
    if (isUnitRoot && nodes.has(node)) continue
    visit(node, owner)
  }
  return { units, nodes, recursive: findCycles(calls) }
}

/** The functions that a chain of calls leads back to (Tarjan would do in one pass; programs have a few dozen functions). */
function findCycles(calls: ReadonlyMap<FunctionNode, ReadonlySet<FunctionNode>>): FunctionNode[] {
  return [...calls.keys()].filter((start) => {
    const seen = new Set<FunctionNode>()
    const pending = [...(calls.get(start) ?? [])]
    for (let one = pending.pop(); one; one = pending.pop()) {
      if (one === start) return true
      if (seen.has(one)) continue
      seen.add(one)
      pending.push(...(calls.get(one) ?? []))
    }
    return false
  })
}
