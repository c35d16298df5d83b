/**
 * The normal form of a tree: what differs between two spellings of one program goes, what a pattern may ask for stays.
 * Gone are: exports; const, let and var; arrow, function and method; implicit returns; parentheses and braces; quotes;
 * templates (they become concatenations); `a["b"]`; `>` and `>=`; `+=` and `++`; for against while; dead code. Guard clause
 * and else are the two views of arrange-statements.ts.
 */
import type { AnyNode, AssignmentExpression, Identifier, TemplateLiteral } from 'acorn'
import { arrange, dropFallThrough, type Tail, type View } from './arrange-statements.ts'
import { makeConcatenation } from './concatenation.ts'
import { isEmpty, makeChoice, negate } from './conditions.ts'
import { createInterner, type MakeNode, type NormalNode } from './normal-node.ts'
import { type ClassNode, type FunctionNode, isClass, isFunction, keyName } from './syntax.ts'
import type { ValueType } from './value-types.ts'

/** What is known of the tree around its nodes. */
export type NormaliseContext = {
  readonly view: View
  readonly isDead: (node: AnyNode) => boolean
  readonly typeOf: (node: AnyNode) => ValueType
  /** What tells a name from others: its binding. */
  readonly identityOf: (identifier: Identifier) => string
  /** What an author's pattern calls it. */
  readonly nameOf: (identifier: Identifier) => string
}

export type Normaliser = {
  readonly normalise: (node: AnyNode) => NormalNode
  /** Statements as one list, arranged. */
  readonly normaliseList: (nodes: readonly AnyNode[], tail: Tail) => NormalNode
}

export function createNormaliser(context: NormaliseContext, make: MakeNode = createInterner()): Normaliser {
  const none = (source: AnyNode) => make('None', source)
  const list = (source: AnyNode, children: readonly NormalNode[]) => make('List', source, { children })
  const name = (label: string, source: AnyNode) => make('Name', source, { label })
  const optional = (node: AnyNode | null | undefined, source: AnyNode) => (node ? visit(node) : none(source))
  const all = (nodes: readonly (AnyNode | null)[], source: AnyNode) =>
    list(
      source,
      nodes.map((node) => optional(node, source)),
    )

  const statements = (nodes: readonly AnyNode[]): NormalNode[] =>
    nodes.filter((node) => !context.isDead(node)).flatMap(statement)

  const body = (node: AnyNode, tail: Tail) => list(node, arrange(make, context.view, statements(listIn(node)), tail))
  /** A branch of an `if` is arranged together with the list that the `if` stands in. */
  const branch = (node: AnyNode | null | undefined, source: AnyNode) =>
    list(node ?? source, node && !context.isDead(node) ? statement(node) : [])

  function statement(node: AnyNode): NormalNode[] {
    switch (node.type) {
      case 'EmptyStatement':
      case 'DebuggerStatement':
      case 'ExportAllDeclaration':
      case 'ImportDeclaration':
        return []
      case 'BlockStatement':
        return statements(node.body)
      case 'ExpressionStatement':
        return node.directive === undefined ? [visit(node.expression)] : []
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        return node.declaration ? statement(node.declaration) : []
      case 'VariableDeclaration':
        return node.declarations.map((one) =>
          make('Declare', one, { children: [visit(one.id), optional(one.init, one)] }),
        )
      case 'IfStatement': {
        if (context.isDead(node.consequent)) return node.alternate ? statement(node.alternate) : []
        if (node.alternate && context.isDead(node.alternate)) return statement(node.consequent)
        const branches = [branch(node.consequent, node), branch(node.alternate, node)] as const
        if (branches.every(isEmpty)) return [visit(node.test)]
        return [makeChoice(make, 'If', node, [visit(node.test), ...branches])]
      }
      case 'ForStatement':
        return forLoop(node.init, node.test, node.update, node.body, node)
      case 'WhileStatement':
        return forLoop(null, node.test, null, node.body, node)
      default:
        return [visit(node)]
    }
  }

  function forLoop(
    init: AnyNode | null | undefined,
    test: AnyNode | null | undefined,
    update: AnyNode | null | undefined,
    inner: AnyNode,
    source: AnyNode,
  ): NormalNode[] {
    const before = !init ? [] : init.type === 'VariableDeclaration' ? statement(init) : unsequence(init).map(visit)
    const after = update && !context.isDead(update) ? unsequence(update).map(visit) : []
    const condition = test ? visit(test) : make('Literal', source, { label: 'true' })
    const loop = list(inner, context.isDead(inner) ? after : repeated(statements(listIn(inner)), after))
    return [...before, make('While', source, { children: [condition, loop] })]
  }

  /** A `for` is a `while` whose body ends with the update; by `continue`, the rest of the body is skipped, not the update. */
  const repeated = (inner: readonly NormalNode[], after: readonly NormalNode[]) =>
    context.view === 'flat'
      ? arrange(make, 'flat', [...dropFallThrough(inner, 'continue'), ...after], 'continue')
      : [...arrange(make, 'nested', inner, 'continue'), ...after]

  function functionNode(node: FunctionNode): NormalNode {
    const inner =
      node.body.type === 'BlockStatement'
        ? body(node.body, 'return')
        : list(node.body, [make('Return', node.body, { children: [visit(node.body)] })])
    const label = `${node.async ? 'async' : ''}${node.generator ? '*' : ''}`
    return make('Function', node, { label, children: [all(node.params, node), inner] })
  }

  function classNode(node: ClassNode): NormalNode {
    return make('Class', node, { children: [optional(node.superClass, node), all(node.body.body, node.body)] })
  }

  const key = (node: AnyNode, computed: boolean): NormalNode => {
    const known = keyName(node, computed)
    return known === null ? visit(node) : name(known, node)
  }

  function visit(node: AnyNode): NormalNode {
    if (isFunction(node)) {
      const isDeclared = node.type === 'FunctionDeclaration' && node.id
      return isDeclared
        ? make('Declare', node, { children: [visit(isDeclared), functionNode(node)] })
        : functionNode(node)
    }
    if (isClass(node)) {
      const isDeclared = node.type === 'ClassDeclaration' && node.id
      return isDeclared ? make('Declare', node, { children: [visit(isDeclared), classNode(node)] }) : classNode(node)
    }
    switch (node.type) {
      case 'Identifier':
        return make('Id', node, { label: context.nameOf(node), identity: context.identityOf(node) })
      case 'Literal':
        if (node.regex) return make('Regex', node, { label: `/${node.regex.pattern}/${node.regex.flags}` })
        return make('Literal', node, { label: literalLabel(node.value, node.bigint) })
      case 'TemplateLiteral':
        return templateNode(node)
      case 'UnaryExpression': {
        const argument = visit(node.argument)
        if (node.operator === '!')
          return argument.type === 'Binary' ? negate(make, argument) : unary('!', node, argument)
        // -1 is a number, not an operation.
        if (node.operator === '-' && argument.type === 'Literal')
          return make('Literal', node, { label: `-${argument.label}` })
        return unary(node.operator, node, argument)
      }
      case 'BinaryExpression':
        return binary(node.operator, node, node.left, node.right)
      case 'LogicalExpression': {
        if (context.isDead(node.right)) return visit(node.left)
        const children = [visit(node.left), visit(node.right)]
        const commutes = isBoolean(node.left) && isBoolean(node.right) && isPure(node.left) && isPure(node.right)
        return make('Logical', node, { label: node.operator, children, commutes: commutes && node.operator !== '??' })
      }
      case 'AssignmentExpression':
        return assignment(node)
      case 'UpdateExpression': {
        const target = visit(node.argument)
        const one = make('Literal', node, { label: '1' })
        const label = node.operator === '++' ? '+' : '-'
        const value = make('Binary', node, { label, children: [target, one], commutes: label === '+' })
        return make('Assign', node, { children: [target, value] })
      }
      case 'ConditionalExpression': {
        if (context.isDead(node.consequent)) return visit(node.alternate)
        if (context.isDead(node.alternate)) return visit(node.consequent)
        return makeChoice(make, 'Conditional', node, [visit(node.test), visit(node.consequent), visit(node.alternate)])
      }
      case 'MemberExpression': {
        const known = keyName(node.property, node.computed)
        const type = known === null ? 'Index' : 'Member'
        return make(type, node, { children: [visit(node.object), key(node.property, node.computed)] })
      }
      case 'ChainExpression':
        return visit(node.expression)
      case 'CallExpression':
      case 'NewExpression':
        return make(node.type === 'CallExpression' ? 'Call' : 'New', node, {
          children: [visit(node.callee), all(node.arguments, node)],
        })
      case 'Property':
        return make('Property', node, { children: [key(node.key, node.computed), visit(node.value)] })
      case 'MethodDefinition':
      case 'PropertyDefinition': {
        const label = node.static ? 'static' : ''
        return make('Property', node, { label, children: [key(node.key, node.computed), optional(node.value, node)] })
      }
      case 'ArrayExpression':
      case 'ArrayPattern':
        return make('Array', node, { children: [all(node.elements, node)] })
      case 'ObjectExpression':
      case 'ObjectPattern':
        return make('Object', node, { children: [all(node.properties, node)] })
      case 'SpreadElement':
      case 'RestElement':
        return make('Spread', node, { children: [visit(node.argument)] })
      case 'AssignmentPattern':
        return make('Default', node, { children: [visit(node.left), visit(node.right)] })
      case 'ReturnStatement':
        return make('Return', node, { children: [optional(node.argument, node)] })
      case 'ThrowStatement':
        return make('Throw', node, { children: [visit(node.argument)] })
      case 'BreakStatement':
      case 'ContinueStatement':
        return make(node.type === 'BreakStatement' ? 'Break' : 'Continue', node, { label: node.label?.name ?? '' })
      case 'ForOfStatement':
      case 'ForInStatement': {
        const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left
        const children = [optional(target, node), visit(node.right), body(node.body, 'continue')]
        return make(node.type === 'ForOfStatement' ? 'ForOf' : 'ForIn', node, { children })
      }
      case 'DoWhileStatement':
        return make('DoWhile', node, { children: [body(node.body, 'continue'), visit(node.test)] })
      case 'SwitchStatement':
        return make('Switch', node, { children: [visit(node.discriminant), all(node.cases, node)] })
      case 'SwitchCase': {
        const inner = arrange(make, context.view, statements(node.consequent), null)
        return make('Case', node, { children: [optional(node.test, node), list(node, inner)] })
      }
      case 'TryStatement': {
        const { handler, finalizer } = node
        const caught = handler ? body(handler.body, null) : none(node)
        const children = [body(node.block, null), optional(handler?.param, node), caught]
        return make('Try', node, { children: [...children, finalizer ? body(finalizer, null) : none(node)] })
      }
      case 'LabeledStatement':
        return make('Labelled', node, { label: node.label.name, children: statement(node.body) })
      case 'Program':
      case 'StaticBlock':
        return list(node, arrange(make, context.view, statements(node.body), null))
      case 'ForStatement':
      case 'WhileStatement':
      case 'IfStatement':
      case 'BlockStatement':
      case 'VariableDeclaration':
      case 'ExpressionStatement':
      case 'EmptyStatement':
        return list(node, statement(node))
      case 'SequenceExpression':
        return make('Sequence', node, { children: [all(node.expressions, node)] })
      case 'TaggedTemplateExpression':
        return make('Tagged', node, { children: [visit(node.tag), templateNode(node.quasi)] })
      case 'AwaitExpression':
        return make('Await', node, { children: [visit(node.argument)] })
      case 'YieldExpression':
        return make('Yield', node, { children: [optional(node.argument, node)] })
      default:
        return make(node.type, node)
    }
  }

  const unary = (label: string, node: AnyNode, argument: NormalNode) =>
    make('Unary', node, { label, children: [argument] })

  function binary(operator: string, node: AnyNode, left: AnyNode, right: AnyNode): NormalNode {
    if (operator === '>' || operator === '>=')
      return make('Binary', node, { label: operator === '>' ? '<' : '<=', children: [visit(right), visit(left)] })
    const children = [visit(left), visit(right)] as const
    if (operator !== '+')
      return make('Binary', node, { label: operator, children, commutes: commutative.has(operator) })
    const types = [context.typeOf(left), context.typeOf(right)]
    if (types.includes('string')) return makeConcatenation(make, node, children)
    const commutes = types.every((type) => type === 'number') && isPure(left) && isPure(right)
    return make('Binary', node, { label: '+', children, commutes })
  }

  function assignment(node: AssignmentExpression): NormalNode {
    const target = visit(node.left)
    const operator = node.operator.slice(0, -1)
    if (operator === '') return make('Assign', node, { children: [target, visit(node.right)] })
    const value = logical.has(operator)
      ? make('Logical', node, { label: operator, children: [target, visit(node.right)] })
      : binary(operator, node, node.left, node.right)
    return make('Assign', node, { children: [target, value] })
  }

  function templateNode(node: TemplateLiteral): NormalNode {
    const parts = node.quasis.flatMap((quasi, i) => {
      const text = make('Literal', quasi, { label: JSON.stringify(quasi.value.cooked ?? '') })
      const expression = node.expressions[i]
      return expression ? [text, visit(expression)] : [text]
    })
    return makeConcatenation(make, node, parts)
  }

  /** Whether evaluating it later makes no difference: no call, no assignment, nothing that may throw. */
  function isPure(node: AnyNode): boolean {
    switch (node.type) {
      case 'Identifier':
      case 'Literal':
      case 'ThisExpression':
        return true
      case 'TemplateLiteral':
        return node.expressions.every(isPure)
      case 'UnaryExpression':
        return node.operator !== 'delete' && isPure(node.argument)
      case 'BinaryExpression':
      case 'LogicalExpression':
        return isPure(node.left) && isPure(node.right)
      case 'ConditionalExpression':
        return isPure(node.test) && isPure(node.consequent) && isPure(node.alternate)
      case 'MemberExpression':
        return (
          context.typeOf(node.object) !== 'unknown' && isPure(node.object) && (!node.computed || isPure(node.property))
        )
      default:
        return false
    }
  }

  const isBoolean = (node: AnyNode) => context.typeOf(node) === 'boolean'

  return {
    normalise: visit,
    normaliseList: (nodes, tail) => {
      const [first] = nodes
      const arranged = arrange(make, context.view, statements(nodes), tail)
      return first ? list(first, arranged) : list(noSource, [])
    },
  }
}

const noSource: AnyNode = { type: 'EmptyStatement', start: 0, end: 0 }
const commutative = new Set(['*', '===', '!==', '==', '!=', '&', '|', '^'])
const logical = new Set(['&&', '||', '??'])

const listIn = (node: AnyNode): readonly AnyNode[] => (node.type === 'BlockStatement' ? node.body : [node])

const unsequence = (node: AnyNode): readonly AnyNode[] =>
  node.type === 'SequenceExpression' ? node.expressions : [node]

const literalLabel = (value: unknown, bigint: string | undefined): string =>
  bigint === undefined ? (JSON.stringify(value) ?? 'undefined') : `${bigint}n`
