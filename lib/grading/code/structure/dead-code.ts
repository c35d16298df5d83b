/** Code that no input reaches: behind a constant condition, or after a statement that never completes. */
import type { AnyNode } from 'acorn'
import { childrenOf } from '../program/children.ts'
import { type Constants, createConstants } from './constants.ts'
import type { Scopes } from './scopes.ts'
import { isFunction, isLoop, nodesOf } from './syntax.ts'

const none: readonly never[] = []

/** Every node of every dead part. @param nodes every node of the program */
export function findDeadCode(nodes: readonly AnyNode[], scopes: Scopes): ReadonlySet<AnyNode> {
  const constants = createConstants(scopes)
  const dead = new Set<AnyNode>()
  const bury = (node: AnyNode | null | undefined) => {
    if (node) for (const part of nodesOf(node)) dead.add(part)
  }
  for (const node of nodes) {
    if (dead.has(node)) continue
    for (const branch of deadBranches(node, constants)) bury(branch)
    for (const list of statementLists(node)) {
      const end = list.findIndex((statement) => !completes(statement, constants))
      // Function declarations are hoisted: they live on after a return.
      if (end >= 0) for (const statement of list.slice(end + 1)) if (!isFunction(statement)) bury(statement)
    }
  }
  return dead
}

function statementLists(node: AnyNode): readonly (readonly AnyNode[])[] {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return [node.body]
    case 'SwitchStatement':
      return node.cases.map(({ consequent }) => consequent)
    default:
      return none
  }
}

function deadBranches(node: AnyNode, constants: Constants): readonly (AnyNode | null | undefined)[] {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression': {
      const truth = constants.truthOf(node.test)
      return truth === null ? none : [truth ? node.alternate : node.consequent]
    }
    case 'WhileStatement':
      return constants.truthOf(node.test) === false ? [node.body] : none
    case 'ForStatement':
      return node.test && constants.truthOf(node.test) === false ? [node.body, node.update] : none
    case 'ForOfStatement':
      return node.right.type === 'ArrayExpression' && node.right.elements.length === 0 ? [node.body] : none
    case 'LogicalExpression': {
      const truth = constants.truthOf(node.left)
      if (truth === null || node.operator === '??') return none
      return truth === (node.operator === '||') ? [node.right] : none
    }
    default:
      return none
  }
}

/** Whether control can come out at a statement's end. */
function completes(node: AnyNode, constants: Constants): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false
    case 'BlockStatement':
      return node.body.every((statement) => completes(statement, constants))
    case 'IfStatement': {
      const truth = constants.truthOf(node.test)
      const then = truth !== false && completes(node.consequent, constants)
      const otherwise = truth !== true && (!node.alternate || completes(node.alternate, constants))
      return then || otherwise
    }
    case 'WhileStatement':
      return constants.truthOf(node.test) !== true || canBreak(node.body)
    case 'ForStatement':
      return (node.test ? constants.truthOf(node.test) !== true : false) || canBreak(node.body)
    case 'TryStatement': {
      if (node.finalizer && !completes(node.finalizer, constants)) return false
      return completes(node.block, constants) || (node.handler ? completes(node.handler.body, constants) : false)
    }
    default:
      return true
  }
}

/** Whether a loop's body has a `break` out of it; a labelled one is taken for such. */
function canBreak(node: AnyNode, isOwn = true): boolean {
  if (node.type === 'BreakStatement') return isOwn || node.label !== null
  if (isFunction(node)) return false
  const staysOwn = isOwn && !isLoop(node) && node.type !== 'SwitchStatement'
  return childrenOf(node).some((child) => canBreak(child, staysOwn))
}
