/**
 * What an expression goes by: `Math.max` for `Math.max`, for `Math["max"]`, for `m` after `const m = Math.max` and for
 * `max` after `const { max } = Math`. A local name that hides a global is not that global.
 */
import type { AnyNode } from 'acorn'
import type { Binding, Scopes } from './scopes.ts'
import { globalObjects, standardGlobals } from './standard-library.ts'
import { keyName } from './syntax.ts'

/** Global paths and local names differ by this mark in front. */
const localMark = '~'

/** How many names one expression may come to. */
const mostNames = 64

export type CalleeNames = {
  /** Whether an expression may be the global (or property of one) of that name. */
  readonly isGlobal: (node: AnyNode, name: string) => boolean
  /** Whether it may be what `call` asks for: a global path, a local name, or `*.name`. */
  readonly isCallee: (node: AnyNode, wanted: string) => boolean
}

/** @param nameOf the author's name for a function that stands under an alias */
export function createCalleeNames(scopes: Scopes, nameOf: (binding: Binding) => string): CalleeNames {
  const known = new Map<AnyNode, readonly string[]>()
  const knownBindings = new Map<Binding, readonly string[]>()

  function namesOf(node: AnyNode): readonly string[] {
    const done = known.get(node)
    if (done) return done
    const names = collect(node)
    known.set(node, names)
    return names
  }

  function namesOfBinding(binding: Binding): readonly string[] {
    const done = knownBindings.get(binding)
    if (done) return done
    const own = `${localMark}${nameOf(binding)}`
    // What a name is while its own values are looked at: itself alone, so that `a = b; b = a` ends.
    knownBindings.set(binding, [own])
    const values = binding.definitions.flatMap(({ node, path }) =>
      path === null ? [] : path.reduce<readonly string[]>(withProperty, namesOf(node)),
    )
    const names = [own, ...new Set(values)].slice(0, mostNames)
    knownBindings.set(binding, names)
    return names
  }

  function collect(node: AnyNode): readonly string[] {
    switch (node.type) {
      case 'Identifier': {
        const binding = scopes.bindingOf.get(node)
        if (binding) return namesOfBinding(binding)
        return binding === null ? [node.name] : []
      }
      case 'ThisExpression':
        return [`${localMark}this`]
      case 'MemberExpression': {
        const name = keyName(node.property, node.computed)
        return name === null ? [] : withProperty(namesOf(node.object), name)
      }
      case 'ChainExpression':
        return namesOf(node.expression)
      case 'SequenceExpression': {
        const last = node.expressions.at(-1)
        return last ? namesOf(last) : []
      }
      case 'ConditionalExpression':
        return [...namesOf(node.consequent), ...namesOf(node.alternate)].slice(0, mostNames)
      case 'LogicalExpression':
        return [...namesOf(node.left), ...namesOf(node.right)].slice(0, mostNames)
      case 'AssignmentExpression':
        return namesOf(node.right)
      case 'CallExpression': {
        // f.bind(x) is f.
        const callee = node.callee
        const isBind = callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'bind'
        return isBind ? namesOf(callee.object) : []
      }
      default:
        return []
    }
  }

  return {
    isGlobal: (node, name) => namesOf(node).includes(name),
    isCallee: (node, wanted) => {
      const names = namesOf(node)
      if (names.includes(wanted)) return true
      const [first = ''] = wanted.split('.')
      return !standardGlobals.has(first) && names.includes(`${localMark}${wanted}`)
    },
  }
}

/** A property of what goes by these names; of the global object, a global. `f.call` and `f.apply` are `f`. */
function withProperty(names: readonly string[], property: string): string[] {
  const direct = names.map((name) => (globalObjects.has(name) ? property : `${name}.${property}`))
  const through = property === 'call' || property === 'apply' ? names : []
  return [...new Set([...direct, ...through, `*.${property}`])].slice(0, mostNames)
}
