/** What a condition is whatever the input, where its text alone tells. */
import type { AnyNode } from 'acorn'
import type { Scopes } from './scopes.ts'
import { isClass, isFunction } from './syntax.ts'

type Primitive = string | number | boolean | null | undefined
type Constant = { value: Primitive }

/** The value of an expression without input, and whether a condition always or never holds; null when that depends. */
export type Constants = {
  readonly constantOf: (node: AnyNode) => Constant | null
  readonly truthOf: (node: AnyNode) => boolean | null
}

export function createConstants(scopes: Scopes): Constants {
  // Each is worked out once: a chain of constants that each name the next one twice would double at every step.
  const values = new Map<AnyNode, Constant | null>()
  const truths = new Map<AnyNode, boolean | null>()

  function constantOf(node: AnyNode): Constant | null {
    const known = values.get(node)
    if (known !== undefined) return known
    // A constant in terms of itself has no value.
    values.set(node, null)
    const value = computeValue(node)
    values.set(node, value)
    return value
  }

  function computeValue(node: AnyNode): Constant | null {
    switch (node.type) {
      case 'Literal':
        if (typeof node.value === 'object' || typeof node.value === 'bigint')
          return node.raw === 'null' ? { value: null } : null
        return { value: node.value }
      case 'TemplateLiteral':
        return node.expressions.length === 0 ? { value: node.quasis[0]?.value.cooked ?? '' } : null
      case 'Identifier': {
        const binding = scopes.bindingOf.get(node)
        if (binding === null) return constantGlobals.get(node.name) ?? null
        const [definition, ...others] = binding?.definitions ?? []
        const isConstant = binding?.kind === 'const' && definition?.path?.length === 0 && others.length === 0
        return isConstant ? constantOf(definition.node) : null
      }
      case 'UnaryExpression': {
        const argument = constantOf(node.argument)
        if (!argument) return null
        if (node.operator === '!') return { value: !argument.value }
        if (node.operator === '-' && typeof argument.value === 'number') return { value: -argument.value }
        return node.operator === 'void' ? { value: undefined } : null
      }
      case 'LogicalExpression': {
        const left = constantOf(node.left)
        if (!left) return null
        const isNullish = left.value === null || left.value === undefined
        const isLeft = node.operator === '&&' ? !left.value : node.operator === '||' ? Boolean(left.value) : !isNullish
        return isLeft ? left : constantOf(node.right)
      }
      case 'BinaryExpression': {
        const [left, right] = [constantOf(node.left), constantOf(node.right)]
        return left && right ? compare(node.operator, left.value, right.value) : null
      }
      default:
        return null
    }
  }

  function truthOf(node: AnyNode): boolean | null {
    const known = truths.get(node)
    if (known !== undefined) return known
    const truth = computeTruth(node)
    truths.set(node, truth)
    return truth
  }

  function computeTruth(node: AnyNode): boolean | null {
    const constant = constantOf(node)
    if (constant) return Boolean(constant.value)
    if (isFunction(node) || isClass(node)) return true
    if (node.type === 'ArrayExpression' || node.type === 'ObjectExpression' || node.type === 'NewExpression')
      return true
    if (node.type === 'UnaryExpression' && node.operator === '!') {
      const truth = truthOf(node.argument)
      return truth === null ? null : !truth
    }
    if (node.type !== 'LogicalExpression' || node.operator === '??') return null
    const [left, right] = [truthOf(node.left), truthOf(node.right)]
    const decisive = node.operator === '||'
    // `x && false` never holds, whatever x is.
    if (left === decisive || right === decisive) return decisive
    return left === null || right === null ? null : !decisive
  }

  return { constantOf, truthOf }
}

const constantGlobals = new Map<string, Constant>([
  ['undefined', { value: undefined }],
  ['NaN', { value: Number.NaN }],
])

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
