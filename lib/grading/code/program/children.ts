/** The nodes directly under a node of the syntax tree, in source order. */
import type { AnyNode, Node } from 'acorn'

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

export function childrenOf(node: Node): AnyNode[] {
  const children: AnyNode[] = []
  const fields: unknown[] = Object.values(node)
  for (const field of fields) {
    if (Array.isArray(field)) {
      for (const item of field) if (isNode(item)) children.push(item)
    } else if (isNode(field)) children.push(field)
  }
  return children
}
