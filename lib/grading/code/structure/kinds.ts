/** The closed list of what `kind` may ask for, each a rule on the syntax tree. */
import type { AnyNode } from 'acorn'
import type { Kind } from '../../../contract/solution-pattern.ts'
import type { ProgramModel } from './program-model.ts'
import { type FunctionNode, isClass, isFunction, isLoop } from './syntax.ts'

/** What some kinds need to know beyond the node itself. */
export type KindContext = {
  readonly model: ProgramModel
  /** Functions that come round to themselves, in the code that is looked at. */
  readonly recursive: readonly FunctionNode[]
}

type Rule = (node: AnyNode, context: KindContext) => boolean

const isType =
  (...types: AnyNode['type'][]): Rule =>
  ({ type }) =>
    types.includes(type)

const rules: Readonly<Record<Kind, Rule>> = {
  loop: isLoop,
  for: isType('ForStatement'),
  'for-of': isType('ForOfStatement'),
  'for-in': isType('ForInStatement'),
  while: isType('WhileStatement'),
  'do-while': isType('DoWhileStatement'),
  recursion: (node, { recursive }) => isFunction(node) && recursive.includes(node),
  if: isType('IfStatement'),
  ternary: isType('ConditionalExpression'),
  switch: isType('SwitchStatement'),
  break: isType('BreakStatement'),
  continue: isType('ContinueStatement'),
  // An arrow function without a block returns what stands there.
  return: (node) => node.type === 'ReturnStatement' || (node.type === 'ArrowFunctionExpression' && node.expression),
  throw: isType('ThrowStatement'),
  try: isType('TryStatement'),
  function: isType('FunctionDeclaration', 'FunctionExpression'),
  arrow: isType('ArrowFunctionExpression'),
  callback: (node, context) =>
    (node.type === 'CallExpression' || node.type === 'NewExpression') &&
    node.arguments.some((argument) => isFunctionValue(argument, context)),
  closure: (node, context) => isFunction(node) && isClosure(node, context),
  class: isClass,
  new: isType('NewExpression'),
  spread: isType('SpreadElement'),
  rest: isType('RestElement'),
  destructuring: isType('ArrayPattern', 'ObjectPattern'),
  'default-parameter': (node) => isFunction(node) && node.params.some(({ type }) => type === 'AssignmentPattern'),
  template: isType('TemplateLiteral'),
  regex: (node, { model }) =>
    (node.type === 'Literal' && node.regex !== undefined) ||
    (node.type === 'Identifier' && node.name === 'RegExp' && model.scopes.bindingOf.get(node) === null),
  'optional-chaining': (node) => (node.type === 'MemberExpression' || node.type === 'CallExpression') && node.optional,
  nullish: (node) =>
    (node.type === 'LogicalExpression' && node.operator === '??') ||
    (node.type === 'AssignmentExpression' && node.operator === '??='),
  var: (node) => node.type === 'VariableDeclaration' && node.kind === 'var',
}

export const isOfKind = (kind: Kind, node: AnyNode, context: KindContext): boolean => rules[kind](node, context)

/** A function, or a name that holds one. */
function isFunctionValue(node: AnyNode, { model }: KindContext): boolean {
  if (isFunction(node)) return true
  if (node.type !== 'Identifier') return false
  const binding = model.scopes.bindingOf.get(node)
  return (
    binding?.definitions.some((definition) => definition.path?.length === 0 && isFunction(definition.node)) ?? false
  )
}

/** A function that uses a name of a function around it. */
function isClosure(node: FunctionNode, { model }: KindContext): boolean {
  const { bindingOf, outerOf } = model.scopes
  const around = new Set<FunctionNode>()
  for (let outer = outerOf.get(node); outer; outer = outerOf.get(outer)) around.add(outer)
  if (around.size === 0) return false
  return model.within(node).some((part) => {
    const owner = part.type === 'Identifier' ? bindingOf.get(part)?.owner : null
    return owner != null && around.has(owner)
  })
}
