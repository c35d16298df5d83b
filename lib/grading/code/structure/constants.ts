/** What a condition is whatever the input, where its text alone tells. */
import type { AnyNode } from 'acorn'
import type { Scopes } from './scopes.ts'
import { isClass, isFunction } from './syntax.ts'

type Primitive = string | number | boolean | null | undefined
type Constant = { value: Primitive }

const longestChain = 10

/** The value of an expression without input; null when there is none that its text shows. */
export function constantOf(node: AnyNode, scopes: Scopes, chain = 0): Constant | null {
  const inner = (part: AnyNode) => constantOf(part, scopes, chain)
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'object' || typeof node.value === 'bigint'
        ? node.raw === 'null'
          ? { value: null }
          : null
        : { value: node.value }
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? { value: node.quasis[0]?.value.cooked ?? '' } : null
    case 'Identifier': {
      const binding = scopes.bindingOf.get(node)
      if (binding === null)
        return node.name === 'undefined' ? { value: undefined } : node.name === 'NaN' ? { value: Number.NaN } : null
      const [definition, ...others] = binding?.definitions ?? []
      if (binding?.kind !== 'const' || !definition?.path || definition.path.length > 0 || others.length > 0) return null
      return chain < longestChain ? constantOf(definition.node, scopes, chain + 1) : null
    }
    case 'UnaryExpression': {
      const argument = inner(node.argument)
      if (!argument) return null
      if (node.operator === '!') return { value: !argument.value }
      if (node.operator === '-' && typeof argument.value === 'number') return { value: -argument.value }
      return node.operator === 'void' ? { value: undefined } : null
    }
    case 'LogicalExpression': {
      const left = inner(node.left)
      if (!left) return null
      const isLeft =
        node.operator === '&&' ? !left.value : node.operator === '||' ? Boolean(left.value) : left.value != null
      return isLeft ? left : inner(node.right)
    }
    case 'BinaryExpression': {
      const [left, right] = [inner(node.left), inner(node.right)]
      return left && right ? compare(node.operator, left.value, right.value) : null
    }
    default:
      return null
  }
}

function compare(operator: string, left: Primitive, right: Primitive): Constant | null {
  if (operator === '===') return { value: left === right }
  if (operator === '!==') return { value: left !== right }
  if (typeof left !== 'number' || typeof right !== 'number') return null
  switch (operator) {
    case '<':
      return { value: left < right }
    case '<=':
      return { value: left <= right }
    case '>':
      return { value: left > right }
    case '>=':
      return { value: left >= right }
    case '==':
      return { value: left === right }
    case '!=':
      return { value: left !== right }
    default:
      return null
  }
}

/** Whether a condition always or never holds; null when that depends. */
export function truthOf(node: AnyNode, scopes: Scopes): boolean | null {
  const constant = constantOf(node, scopes)
  if (constant) return Boolean(constant.value)
  if (isFunction(node) || isClass(node)) return true
  if (node.type === 'ArrayExpression' || node.type === 'ObjectExpression' || node.type === 'NewExpression') return true
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const truth = truthOf(node.argument, scopes)
    return truth === null ? null : !truth
  }
  if (node.type !== 'LogicalExpression' || node.operator === '??') return null
  const [left, right] = [truthOf(node.left, scopes), truthOf(node.right, scopes)]
  const decisive = node.operator === '||'
  // `x && false` never holds, whatever x is.
  if (left === decisive || right === decisive) return decisive
  return left === null || right === null ? null : !decisive
}
