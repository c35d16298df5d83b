/**
 * Small questions about acorn's tree (ESTree). The parser bounds a tree's depth by 200, which is what allows the walks of
 * this folder to be plain recursion.
 */
import type {
  AnonymousFunctionDeclaration,
  AnyNode,
  ArrowFunctionExpression,
  ClassDeclaration,
  ClassExpression,
  FunctionDeclaration,
  FunctionExpression,
} from 'acorn'
import { childrenOf } from '../program/children.ts'

export type FunctionNode =
  | FunctionDeclaration
  | AnonymousFunctionDeclaration
  | FunctionExpression
  | ArrowFunctionExpression
export type ClassNode = ClassDeclaration | ClassExpression

export const isFunction = (node: AnyNode): node is FunctionNode =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'

export const isClass = (node: AnyNode): node is ClassNode =>
  node.type === 'ClassDeclaration' || node.type === 'ClassExpression'

export const isLoop = (node: AnyNode): boolean =>
  node.type === 'ForStatement' ||
  node.type === 'ForOfStatement' ||
  node.type === 'ForInStatement' ||
  node.type === 'WhileStatement' ||
  node.type === 'DoWhileStatement'

/** All of a tree, its root included, in source order. `enter` says whether to go below a node. */
export function nodesOf(root: AnyNode, enter: (node: AnyNode) => boolean = () => true): AnyNode[] {
  const found: AnyNode[] = []
  const pending = [root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    found.push(node)
    if (!enter(node)) continue
    const children = childrenOf(node)
    for (let i = children.length - 1; i >= 0; i -= 1) {
      const child = children[i]
      if (child) pending.push(child)
    }
  }
  return found
}

/** The text of an expression built of literals alone, as `'re' + 'duce'`; null for any other. */
function literalText(node: AnyNode): string | null {
  if (node.type === 'Literal')
    return typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : null
  if (node.type === 'TemplateLiteral') {
    let text = ''
    for (const [i, { value }] of node.quasis.entries()) {
      const expression = node.expressions[i]
      const inner = expression ? literalText(expression) : ''
      if (inner === null) return null
      text += (value.cooked ?? '') + inner
    }
    return text
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return null
  // 1 + 1 is no text.
  if (isNumber(node.left) && isNumber(node.right)) return null
  const [left, right] = [literalText(node.left), literalText(node.right)]
  return left === null || right === null ? null : left + right
}

const isNumber = (node: AnyNode) => node.type === 'Literal' && typeof node.value === 'number'

/** The name that `a.b`, `a['b']` or a key of an object or a class stands for; null when only a run would tell. */
export function keyName(key: AnyNode, computed: boolean): string | null {
  if (computed) return literalText(key)
  if (key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  return literalText(key)
}
