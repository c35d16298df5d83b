/** How deep loops nest, and how many decisions a function takes (McCabe 1976). */
import type { AnyNode } from 'acorn'
import { childrenOf } from '../program/children.ts'
import { type FunctionNode, isFunction, isLoop } from './syntax.ts'

type IsDead = (node: AnyNode) => boolean

/** The most loops around one another, those of functions written inside them included. */
export function loopDepth(node: AnyNode, isDead: IsDead): number {
  if (isDead(node)) return 0
  const inner = childrenOf(node).reduce((deepest, child) => Math.max(deepest, loopDepth(child, isDead)), 0)
  return inner + (isLoop(node) ? 1 : 0)
}

/** One more than the decisions of a function; functions inside it count by themselves. */
export function cyclomaticComplexity(root: FunctionNode, isDead: IsDead): number {
  let decisions = 0
  const pending: AnyNode[] = [...root.params, root.body]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (isDead(node) || isFunction(node)) continue
    if (isDecision(node)) decisions += 1
    pending.push(...childrenOf(node))
  }
  return decisions + 1
}

const isDecision = (node: AnyNode): boolean =>
  isLoop(node) ||
  node.type === 'IfStatement' ||
  node.type === 'ConditionalExpression' ||
  node.type === 'LogicalExpression' ||
  (node.type === 'SwitchCase' && node.test !== null)
