/** The nodes directly under a node of the syntax tree, in source order. */
import type { AnyNode } from 'acorn'

const none: readonly AnyNode[] = []

/** A shorthand property's key is left out: its value says the same. The frequent types stand by themselves, for speed. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
    case 'Literal':
    case 'TemplateElement':
    case 'ThisExpression':
    case 'Super':
      return none
    case 'MemberExpression':
      return [node.object, node.property]
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return [node.left, node.right]
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'SpreadElement':
      return [node.argument]
    case 'CallExpression':
      return [node.callee, ...node.arguments]
    case 'ArrowFunctionExpression':
      return [...node.params, node.body]
    case 'ExpressionStatement':
      return [node.expression]
    case 'Program':
    case 'BlockStatement':
      return node.body
    case 'VariableDeclaration':
      return node.declarations
    case 'VariableDeclarator':
      return node.init ? [node.id, node.init] : [node.id]
    case 'ReturnStatement':
      return node.argument ? [node.argument] : none
    case 'IfStatement':
      return node.alternate ? [node.test, node.consequent, node.alternate] : [node.test, node.consequent]
    case 'Property':
      return node.shorthand ? [node.value] : [node.key, node.value]
    default:
      return partsOf(node)
  }
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** All parts of any node. acorn sets a node's fields in the order of the source. */
function partsOf(node: AnyNode): AnyNode[] {
  const parts: AnyNode[] = []
  const fields: unknown[] = Object.values(node)
  for (const field of fields) {
    if (Array.isArray(field)) {
      for (const item of field) if (isNode(item)) parts.push(item)
    } else if (isNode(field)) parts.push(field)
  }
  return parts
}
