/** Which declaration each name of a program refers to (ECMAScript 2024, 8.2: scope analysis, as a module would have it). */
import type { AnyNode, Identifier, Pattern, Program } from 'acorn'
import { childrenOf } from '../program/children.ts'
import { type FunctionNode, isClass, isFunction, keyName, nodesOf } from './syntax.ts'

/** A value that a name takes: an expression, or the property of it that destructuring picks (null: not known which). */
export type Definition = { node: AnyNode; path: readonly string[] | null }

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'param' | 'catch' | 'import'

export type Binding = {
  readonly id: number
  readonly name: string
  readonly kind: BindingKind
  readonly declaration: Identifier
  /** The function that owns it, or null for the program. */
  readonly owner: FunctionNode | null
  readonly definitions: Definition[]
  /** What a `for...of` takes it from. */
  iterates: AnyNode | null
}

export type Scopes = {
  readonly bindings: readonly Binding[]
  /** For every identifier that declares or refers: its binding, or null when it is a global. */
  readonly bindingOf: ReadonlyMap<Identifier, Binding | null>
  /** For every function: the function around it, or null. */
  readonly outerOf: ReadonlyMap<FunctionNode, FunctionNode | null>
}

type Scope = {
  readonly names: Map<string, Binding>
  readonly parent: Scope | null
  readonly owner: FunctionNode | null
}

/** @param nodes every node of the program, when they are at hand */
export function resolveScopes(program: Program, nodes: readonly AnyNode[] = nodesOf(program)): Scopes {
  const hasVar = nodes.some((node) => node.type === 'VariableDeclaration' && node.kind === 'var')
  const bindings: Binding[] = []
  const bindingOf = new Map<Identifier, Binding | null>()
  const outerOf = new Map<FunctionNode, FunctionNode | null>()

  const open = (parent: Scope | null, owner: FunctionNode | null): Scope => ({ names: new Map(), parent, owner })

  function declare(scope: Scope, kind: BindingKind, identifier: Identifier): Binding {
    const known = scope.names.get(identifier.name)
    const binding = known ?? {
      id: bindings.length,
      name: identifier.name,
      kind,
      declaration: identifier,
      owner: scope.owner,
      definitions: [],
      iterates: null,
    }
    if (!known) {
      bindings.push(binding)
      scope.names.set(identifier.name, binding)
    }
    bindingOf.set(identifier, binding)
    return binding
  }

  const declareAll = (scope: Scope, kind: BindingKind, pattern: AnyNode) => {
    for (const name of namesIn(pattern)) declare(scope, kind, name)
  }

  /** What the statements of one list declare in their own block. */
  function declareLexical(scope: Scope, statements: readonly AnyNode[]): void {
    for (const outer of statements) {
      const isExport = outer.type === 'ExportNamedDeclaration' || outer.type === 'ExportDefaultDeclaration'
      const statement = isExport && outer.declaration ? outer.declaration : outer
      if (statement.type === 'FunctionDeclaration' && statement.id)
        declare(scope, 'function', statement.id).definitions.push({ node: statement, path: [] })
      else if (statement.type === 'ClassDeclaration' && statement.id)
        declare(scope, 'class', statement.id).definitions.push({ node: statement, path: [] })
      else if (statement.type === 'VariableDeclaration' && statement.kind !== 'var')
        for (const { id } of statement.declarations) declareAll(scope, kindOf(statement.kind), id)
      else if (statement.type === 'ImportDeclaration')
        for (const { local } of statement.specifiers) declare(scope, 'import', local)
    }
  }

  /** `var` belongs to the function or program, however deep it stands. */
  function declareVars(scope: Scope, node: AnyNode): void {
    if (!hasVar || isFunction(node)) return
    if (node.type === 'VariableDeclaration' && node.kind === 'var')
      for (const { id } of node.declarations) declareAll(scope, 'var', id)
    for (const child of childrenOf(node)) declareVars(scope, child)
  }

  function resolve(scope: Scope, identifier: Identifier): Binding | null {
    let at: Scope | null = scope
    while (at && !at.names.has(identifier.name)) at = at.parent
    const binding = at?.names.get(identifier.name) ?? null
    if (!bindingOf.has(identifier)) bindingOf.set(identifier, binding)
    return binding
  }

  function define(scope: Scope, target: AnyNode, node: AnyNode, path: readonly string[] | null): void {
    switch (target.type) {
      case 'Identifier':
        resolve(scope, target)?.definitions.push({ node, path })
        break
      case 'AssignmentPattern':
        define(scope, target.left, node, path)
        define(scope, target.left, target.right, [])
        break
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') define(scope, property.argument, node, null)
          else {
            const name = keyName(property.key, property.computed)
            define(scope, property.value, node, path && name !== null ? [...path, name] : null)
          }
        }
        break
      case 'ArrayPattern':
        for (const element of target.elements) if (element) define(scope, element, node, null)
        break
      case 'RestElement':
        define(scope, target.argument, node, null)
        break
    }
  }

  function visitFunction(node: FunctionNode, outer: Scope): void {
    outerOf.set(node, outer.owner)
    const named = open(outer, node)
    if (node.type === 'FunctionExpression' && node.id)
      declare(named, 'function', node.id).definitions.push({ node, path: [] })
    const scope = open(named, node)
    for (const param of node.params) declareAll(scope, 'param', param)
    for (const param of node.params) {
      for (const given of defaultsIn(param)) define(scope, given.left, given.right, [])
      visit(param, scope)
    }
    declareVars(scope, node.body)
    if (node.body.type === 'BlockStatement') visitList(node.body.body, scope)
    else visit(node.body, scope)
  }

  function visitList(statements: readonly AnyNode[], scope: Scope): void {
    declareLexical(scope, statements)
    for (const statement of statements) visit(statement, scope)
  }

  function visit(node: AnyNode, scope: Scope): void {
    if (isFunction(node)) {
      visitFunction(node, scope)
      return
    }
    if (isClass(node)) {
      const inner = open(scope, scope.owner)
      if (node.type === 'ClassExpression' && node.id)
        declare(inner, 'class', node.id).definitions.push({ node, path: [] })
      if (node.superClass) visit(node.superClass, scope)
      visit(node.body, inner)
      return
    }
    switch (node.type) {
      case 'Identifier':
        resolve(scope, node)
        return
      case 'BlockStatement':
      case 'StaticBlock':
        visitList(node.body, open(scope, scope.owner))
        return
      case 'SwitchStatement': {
        visit(node.discriminant, scope)
        const inner = open(scope, scope.owner)
        declareLexical(
          inner,
          node.cases.flatMap(({ consequent }) => consequent),
        )
        for (const one of node.cases) visit(one, inner)
        return
      }
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement': {
        const inner = open(scope, scope.owner)
        const head = node.type === 'ForStatement' ? node.init : node.left
        if (head) declareLexical(inner, [head])
        for (const child of childrenOf(node)) visit(child, inner)
        if (node.type === 'ForOfStatement') noteIteration(node.left, node.right, inner)
        return
      }
      case 'CatchClause': {
        const inner = open(scope, scope.owner)
        if (node.param) {
          declareAll(inner, 'catch', node.param)
          visit(node.param, inner)
        }
        visit(node.body, inner)
        return
      }
      case 'VariableDeclarator':
        visit(node.id, scope)
        if (node.init) {
          define(scope, node.id, node.init, [])
          visit(node.init, scope)
        }
        return
      case 'AssignmentExpression':
        visit(node.left, scope)
        visit(node.right, scope)
        define(scope, node.left, node.operator === '=' ? node.right : node, [])
        return
      case 'UpdateExpression':
        visit(node.argument, scope)
        define(scope, node.argument, node, [])
        return
      case 'MemberExpression':
        visit(node.object, scope)
        if (node.computed) visit(node.property, scope)
        return
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed) visit(node.key, scope)
        if (node.value) visit(node.value, scope)
        return
      case 'ExportSpecifier':
        if (node.local.type === 'Identifier') resolve(scope, node.local)
        return
      case 'LabeledStatement':
        visit(node.body, scope)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'MetaProperty':
        return
      default:
        for (const child of childrenOf(node)) visit(child, scope)
    }
  }

  function noteIteration(left: AnyNode, right: AnyNode, scope: Scope): void {
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left
    if (target?.type !== 'Identifier') return
    const binding = resolve(scope, target)
    if (binding) binding.iterates = right
  }

  const global = open(null, null)
  declareVars(global, program)
  visitList(program.body, global)
  return { bindings, bindingOf, outerOf }
}

const kindOf = (kind: string): BindingKind => (kind === 'let' ? 'let' : 'const')

/** The names that a binding pattern introduces. */
export function namesIn(pattern: AnyNode): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern]
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'RestElement':
      return namesIn(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'RestElement' ? namesIn(property.argument) : namesIn(property.value),
      )
    default:
      return []
  }
}

const defaultsIn = (param: Pattern) => (param.type === 'AssignmentPattern' ? [param] : [])
