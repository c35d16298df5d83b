/** Conditions turned round: what `else` means, and the branch that ends a list early. */
import type { MakeNode, NormalNode } from './normal-node.ts'

const opposite = new Map([
  ['===', '!=='],
  ['!==', '==='],
  ['==', '!='],
  ['!=', '=='],
])

/** The opposite condition. `!(a < b)` is taken for `b <= a`: they differ for NaN alone, which is the tests' to notice. */
export function negate(make: MakeNode, condition: NormalNode): NormalNode {
  const { type, label, children, source, commutes } = condition
  const [left, right] = children
  if (type === 'Unary' && label === '!' && left) return left
  if (type === 'Binary' && left && right) {
    const turned = opposite.get(label)
    if (turned) return make('Binary', source, { label: turned, children, commutes })
    if (label === '<') return make('Binary', source, { label: '<=', children: [right, left] })
    if (label === '<=') return make('Binary', source, { label: '<', children: [right, left] })
  }
  return make('Unary', source, { label: '!', children: [condition] })
}

const isNegative = ({ type, label }: NormalNode): boolean =>
  (type === 'Unary' && label === '!') || (type === 'Binary' && (label === '!==' || label === '!=' || label === '<='))

/** An `if` or a conditional expression, the positive condition first when there are two branches. */
export function makeChoice(
  make: MakeNode,
  type: 'If' | 'Conditional',
  source: NormalNode['source'],
  [asked, then, otherwise]: readonly [NormalNode, NormalNode, NormalNode],
): NormalNode {
  const condition = withoutDoubleNegation(asked)
  const turned: [NormalNode, NormalNode, NormalNode] = [negate(make, condition), otherwise, then]
  const given: [NormalNode, NormalNode, NormalNode] = [condition, then, otherwise]
  const isTurned = isNegative(condition) && !isEmpty(otherwise)
  const [children, mirrored] = isTurned ? [turned, given] : [given, turned]
  const mirror = isEmpty(mirrored[1]) ? null : make(type, source, { children: mirrored })
  return make(type, source, { children, mirror })
}

/** A condition asks for truth alone, so that `!!x` is `x`. */
function withoutDoubleNegation(condition: NormalNode): NormalNode {
  const [inner] = condition.children
  const [twice] = inner?.children ?? []
  const isDouble = isNot(condition) && inner && isNot(inner) && twice
  return isDouble ? withoutDoubleNegation(twice) : condition
}

const isNot = ({ type, label }: NormalNode) => type === 'Unary' && label === '!'

export const isEmpty = ({ type, children }: NormalNode): boolean => type === 'List' && children.length === 0
