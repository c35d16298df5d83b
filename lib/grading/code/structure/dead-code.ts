/** Code that no input reaches: behind a constant condition, or after a statement that never completes. */
import type { AnyNode } from 'acorn'
import { truthOf } from './constants.ts'
import type { Scopes } from './scopes.ts'
import { childrenOf, isFunction, isLoop, nodesOf } from './syntax.ts'

/** Every node of every dead part. @param nodes every node of the program */
export function findDeadCode(nodes: readonly AnyNode[], scopes: Scopes): ReadonlySet<AnyNode> {
  const dead = new Set<AnyNode>()
  const bury = (node: AnyNode | null | undefined) => {
    if (node) for (const part of nodesOf(node)) dead.add(part)
  }
  for (const node of nodes) {
    if (dead.has(node)) continue
    for (const branch of deadBranches(node, scopes)) bury(branch)
    for (const list of statementLists(node)) {
      const end = list.findIndex((statement) => !completes(statement, scopes))
      // Function declarations are hoisted: they live on after a return.
      if (end >= 0) for (const statement of list.slice(end + 1)) if (!isFunction(statement)) bury(statement)
    }
  }
  return dead
}

export function statementLists(node: AnyNode): readonly (readonly AnyNode[])[] {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return [node.body]
    case 'SwitchStatement':
      return node.cases.map(({ consequent }) => consequent)
    default:
      return []
  }
}

function deadBranches(node: AnyNode, scopes: Scopes): (AnyNode | null | undefined)[] {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression': {
      const truth = truthOf(node.test, scopes)
      return truth === null ? [] : [truth ? node.alternate : node.consequent]
    }
    case 'WhileStatement':
      return truthOf(node.test, scopes) === false ? [node.body] : []
    case 'ForStatement':
      return node.test && truthOf(node.test, scopes) === false ? [node.body, node.update] : []
    case 'ForOfStatement':
      return node.right.type === 'ArrayExpression' && node.right.elements.length === 0 ? [node.body] : []
    case 'LogicalExpression': {
      const truth = truthOf(node.left, scopes)
      if (truth === null || node.operator === '??') return []
      return truth === (node.operator === '||') ? [node.right] : []
    }
    default:
      return []
  }
}

/** Whether control can come out at a statement's end. */
function completes(node: AnyNode, scopes: Scopes): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false
    case 'BlockStatement':
      return node.body.every((statement) => completes(statement, scopes))
    case 'IfStatement': {
      const truth = truthOf(node.test, scopes)
      const then = truth !== false && completes(node.consequent, scopes)
      const otherwise = truth !== true && (!node.alternate || completes(node.alternate, scopes))
      return then || otherwise
    }
    case 'WhileStatement':
      return truthOf(node.test, scopes) !== true || canBreak(node.body)
    case 'ForStatement':
      return (node.test ? truthOf(node.test, scopes) !== true : false) || canBreak(node.body)
    case 'TryStatement': {
      if (node.finalizer && !completes(node.finalizer, scopes)) return false
      return completes(node.block, scopes) || (node.handler ? completes(node.handler.body, scopes) : false)
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
