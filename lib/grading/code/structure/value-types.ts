/**
 * Types that a program's text (and, for the entry's parameters, its sample tests) proves: enough to know that `a + b` adds
 * numbers, so that the order of its operands says nothing. Flow-insensitive: a name has the type of all it ever holds.
 */
import type { AnyNode } from 'acorn'
import type { TestValue } from '../../../contract/test-value.ts'
import { type Binding, namesIn, type Scopes } from './scopes.ts'
import { type FunctionNode, isFunction, keyName } from './syntax.ts'

export type ScalarType = 'number' | 'string' | 'boolean'
/** `unknown` is anything; `never` is no value yet, the start of a proof by induction. */
export type ValueType = ScalarType | `${ScalarType}[]` | 'unknown' | 'never'

export type TypeOf = (node: AnyNode) => ValueType

const scalars: readonly ScalarType[] = ['number', 'string', 'boolean']

const arrayOf = (element: ValueType): ValueType => {
  const scalar = scalars.find((name) => name === element)
  return scalar ? `${scalar}[]` : 'unknown'
}
const elementOf = (type: ValueType): ValueType =>
  type === 'string' ? 'string' : (scalars.find((name) => type === `${name}[]`) ?? 'unknown')

function join(types: readonly ValueType[]): ValueType {
  const [first = 'never', ...others] = types.filter((type) => type !== 'never')
  return others.every((type) => type === first) ? first : 'unknown'
}

/** The type that all values given for one parameter share. */
export function typeOfValues(values: readonly (TestValue | undefined)[]): ValueType {
  return join(values.map(typeOfValue))
}

function typeOfValue(value: TestValue | undefined): ValueType {
  if (Array.isArray(value)) return value.length === 0 ? 'never' : arrayOf(join(value.map(typeOfValue)))
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return typeof value === 'number' ? 'number' : typeof value === 'string' ? 'string' : 'boolean'
  }
  return typeof value === 'object' && value !== null && '$number' in value ? 'number' : 'unknown'
}

/** Callbacks that get an array's element, and at which place. */
const elementPlace = new Map([
  ['map', 0],
  ['filter', 0],
  ['forEach', 0],
  ['some', 0],
  ['every', 0],
  ['find', 0],
  ['findIndex', 0],
  ['findLast', 0],
  ['flatMap', 0],
  ['reduce', 1],
  ['reduceRight', 1],
])

type Callback = { readonly array: AnyNode; readonly method: string; readonly initial: AnyNode | null }

/** For functions that are passed straight to an array's method: which array, which method. */
export type Callbacks = ReadonlyMap<FunctionNode, Callback>

export function findCallbacks(nodes: readonly AnyNode[]): Callbacks {
  const callbacks = new Map<FunctionNode, Callback>()
  for (const node of nodes) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') continue
    const method = keyName(node.callee.property, node.callee.computed)
    const [callback, initial] = node.arguments
    if (method !== null && callback && isFunction(callback))
      callbacks.set(callback, { array: node.callee.object, method, initial: initial ?? null })
  }
  return callbacks
}

/** Names in terms of one another, many times over, are not worth more: beyond it nothing further is proven. */
const inferenceBudget = 40_000

/** @param parameterTypes of the entry, in order */
export function inferTypes(
  scopes: Scopes,
  callbacks: Callbacks,
  entry: FunctionNode | null,
  parameterTypes: readonly ValueType[],
): TypeOf {
  const known = new Map<Binding, ValueType>()
  const knownNodes = new Map<AnyNode, ValueType>()
  const underWay = new Set<Binding>()
  let assumptions = 0
  let budget = inferenceBudget

  function typeOfBinding(binding: Binding): ValueType {
    const done = known.get(binding)
    if (done) return done
    // Recursion is sound: whatever else flows in decides, and this adds nothing to it.
    if (underWay.has(binding)) {
      assumptions += 1
      return 'never'
    }
    underWay.add(binding)
    const before = assumptions
    const types = binding.definitions.map(({ node, path }) => (path?.length === 0 ? typeOf(node) : 'unknown'))
    if (binding.kind === 'param') types.push(typeOfParameter(binding))
    if (binding.iterates) types.push(elementOf(typeOf(binding.iterates)))
    const joined = binding.kind === 'catch' || binding.kind === 'import' ? 'unknown' : join(types)
    underWay.delete(binding)
    const isOpen = assumptions !== before && underWay.size > 0
    const type = joined === 'never' && !isOpen ? 'unknown' : joined
    // A result that leans on an assumption of a binding still under way is not kept.
    if (!isOpen) known.set(binding, type)
    return type
  }

  function typeOfParameter(binding: Binding): ValueType {
    const { owner } = binding
    const place = owner?.params.findIndex((param) => namesIn(param).includes(binding.declaration)) ?? -1
    const param = owner?.params[place]
    const plain = param?.type === 'AssignmentPattern' ? param.left : param
    if (!owner || plain !== binding.declaration) return 'unknown'
    if (owner === entry) return parameterTypes[place] ?? 'unknown'
    const callback = callbacks.get(owner)
    if (!callback) return 'unknown'
    const element = elementPlace.get(callback.method)
    if (element === undefined) return 'unknown'
    if (place === element) return elementOf(typeOf(callback.array))
    if (place === element + 1) return 'number'
    if (element === 1 && place === 0 && callback.initial)
      return join([typeOf(callback.initial), ...resultsOf(owner).map(typeOf)])
    return 'unknown'
  }

  function typeOf(node: AnyNode): ValueType {
    const done = knownNodes.get(node)
    if (done) return done
    if (budget <= 0) return 'unknown'
    budget -= 1
    const before = assumptions
    const type = compute(node)
    if (assumptions === before) knownNodes.set(node, type)
    return type
  }

  function compute(node: AnyNode): ValueType {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'object' ? 'unknown' : typeOfValue(scalarOf(node.value))
      case 'TemplateLiteral':
        return 'string'
      case 'Identifier': {
        const binding = scopes.bindingOf.get(node)
        if (binding) return typeOfBinding(binding)
        return node.name === 'NaN' || node.name === 'Infinity' ? 'number' : 'unknown'
      }
      case 'UpdateExpression':
        return 'number'
      case 'UnaryExpression':
        return unaryTypes.get(node.operator) ?? 'unknown'
      case 'BinaryExpression':
        return node.operator === '+' ? sumOf(typeOf(node.left), typeOf(node.right)) : operatorType(node.operator)
      case 'AssignmentExpression':
        if (node.operator === '=') return typeOf(node.right)
        if (node.operator === '+=') return sumOf(typeOf(node.left), typeOf(node.right))
        if (node.operator === '&&=' || node.operator === '||=' || node.operator === '??=')
          return join([typeOf(node.left), typeOf(node.right)])
        return 'number'
      case 'LogicalExpression':
        return join([typeOf(node.left), typeOf(node.right)])
      case 'ConditionalExpression':
        return join([typeOf(node.consequent), typeOf(node.alternate)])
      case 'ArrayExpression':
        if (node.elements.length === 0) return 'unknown'
        return arrayOf(join(node.elements.map((element) => (element ? typeOf(element) : 'unknown'))))
      case 'MemberExpression':
        return typeOfMember(node.object, keyName(node.property, node.computed), node.property)
      case 'CallExpression':
        return node.callee.type === 'Super' ? 'unknown' : typeOfCall(node.callee)
      default:
        return 'unknown'
    }
  }

  function typeOfMember(object: AnyNode, key: string | null, property: AnyNode): ValueType {
    const type = typeOf(object)
    if (key === 'length') return type === 'unknown' || type === 'never' ? 'unknown' : 'number'
    return typeOf(property) === 'number' ? elementOf(type) : 'unknown'
  }

  function typeOfCall(callee: AnyNode): ValueType {
    if (callee.type === 'Identifier') {
      if (scopes.bindingOf.get(callee)) return 'unknown'
      return globalResults.get(callee.name) ?? 'unknown'
    }
    if (callee.type !== 'MemberExpression') return 'unknown'
    const method = keyName(callee.property, callee.computed) ?? ''
    if (isGlobal(callee.object, 'Math')) return 'number'
    const object = typeOf(callee.object)
    if (method === 'slice' || method === 'filter') return object
    if (object === 'string') return stringResults.get(method) ?? 'unknown'
    return 'unknown'
  }

  const isGlobal = (node: AnyNode, name: string) =>
    node.type === 'Identifier' && node.name === name && scopes.bindingOf.get(node) === null

  return typeOf
}

const scalarOf = (value: string | number | boolean | bigint | null | undefined): TestValue | undefined =>
  typeof value === 'bigint' ? undefined : value

const unaryTypes = new Map<string, ValueType>([
  ['-', 'number'],
  ['+', 'number'],
  ['~', 'number'],
  ['!', 'boolean'],
  ['typeof', 'string'],
  ['delete', 'boolean'],
])

const globalResults = new Map<string, ValueType>([
  ['Number', 'number'],
  ['parseInt', 'number'],
  ['parseFloat', 'number'],
  ['String', 'string'],
  ['Boolean', 'boolean'],
  ['isNaN', 'boolean'],
])

const stringResults = new Map<string, ValueType>([
  ['charAt', 'string'],
  ['concat', 'string'],
  ['toUpperCase', 'string'],
  ['toLowerCase', 'string'],
  ['trim', 'string'],
  ['repeat', 'string'],
  ['padStart', 'string'],
  ['padEnd', 'string'],
  ['replace', 'string'],
  ['replaceAll', 'string'],
  ['split', 'string[]'],
  ['charCodeAt', 'number'],
  ['indexOf', 'number'],
  ['includes', 'boolean'],
  ['startsWith', 'boolean'],
  ['endsWith', 'boolean'],
])

function sumOf(left: ValueType, right: ValueType): ValueType {
  if (left === 'string' || right === 'string') return 'string'
  if (left === 'never' || right === 'never') return left === 'never' ? right : left
  return left === 'number' && right === 'number' ? 'number' : 'unknown'
}

const comparisons = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!==', 'in', 'instanceof'])
/** A BigInt would do as well: its operators commute likewise, and a mixture throws in either order. */
const operatorType = (operator: string): ValueType => (comparisons.has(operator) ? 'boolean' : 'number')

/** What a function gives back, at its own returns. */
function resultsOf(node: FunctionNode): AnyNode[] {
  if (node.body.type !== 'BlockStatement') return [node.body]
  const found: AnyNode[] = []
  const pending: AnyNode[] = [...node.body.body]
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (isFunction(part)) continue
    if (part.type === 'ReturnStatement' && part.argument) found.push(part.argument)
    pending.push(...statementsIn(part))
  }
  return found
}

function statementsIn(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body
    case 'IfStatement':
      return node.alternate ? [node.consequent, node.alternate] : [node.consequent]
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return [node.body]
    case 'SwitchStatement':
      return node.cases.flatMap(({ consequent }) => consequent)
    case 'TryStatement':
      return [node.block, ...(node.handler ? [node.handler.body] : []), ...(node.finalizer ? [node.finalizer] : [])]
    default:
      return []
  }
}
