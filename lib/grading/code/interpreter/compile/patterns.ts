/** Destructuring: declarations, parameters and assignments. */
import type { ArrayPattern, ObjectPattern, Pattern } from 'acorn'
import { peekElement, requireObject, takeValues } from '../ops/iteration.ts'
import { collectRest } from '../ops/literals.ts'
import { getKeyed, getProperty } from '../ops/members.ts'
import { convertToKey, drop, duplicate, jumpIfDefinedOrDrop, pushConstant } from '../ops/stack.ts'
import { variableForms } from '../ops/variables.ts'
import { compileExpression } from './expressions.ts'
import type { FunctionState } from './function-state.ts'
import { storeInMember } from './members.ts'
import { emitInitialise, emitStore } from './variables.ts'

/** `initialise` for declarations, `assign` for what exists already, a `var` included. */
type BindMode = 'initialise' | 'assign'

/** Takes the value off the stack. `described` is what the value is called in messages. */
export function bindPattern(fs: FunctionState, pattern: Pattern, mode: BindMode, described?: string): void {
  switch (pattern.type) {
    case 'Identifier':
      if (mode === 'initialise') emitInitialise(fs, pattern.name)
      else {
        emitStore(fs, pattern.name)
        fs.emit(drop)
      }
      return
    case 'MemberExpression':
      storeInMember(fs, pattern)
      return
    case 'AssignmentPattern': {
      const skip = fs.emitJump(jumpIfDefinedOrDrop)
      compileExpression(fs, pattern.right, pattern.left.type === 'Identifier' ? pattern.left.name : '')
      fs.land(skip)
      bindPattern(fs, pattern.left, mode)
      return
    }
    case 'ArrayPattern':
      bindArray(fs, pattern, mode, described)
      return
    case 'ObjectPattern':
      bindObject(fs, pattern, mode, described)
      return
    case 'RestElement':
      bindPattern(fs, pattern.argument, mode)
  }
}

function bindArray(fs: FunctionState, { elements }: ArrayPattern, mode: BindMode, described: string | undefined): void {
  const last = elements.at(-1)
  const hasRest = last?.type === 'RestElement'
  fs.emit(takeValues, hasRest ? elements.length - 1 : elements.length, hasRest ? 1 : 0, described)
  elements.forEach((element, index) => {
    if (!element) return
    fs.emit(peekElement, index)
    bindPattern(fs, element, mode)
  })
  fs.emit(drop)
}

function bindObject(
  fs: FunctionState,
  { properties }: ObjectPattern,
  mode: BindMode,
  described: string | undefined,
): void {
  const [first] = properties
  const firstName =
    first?.type === 'Property' && first.key.type === 'Identifier' && !first.computed ? first.key.name : null
  fs.emit(
    requireObject,
    0,
    0,
    firstName !== null && described ? `property '${firstName}' of '${described}'` : described,
  )
  const hasRest = properties.at(-1)?.type === 'RestElement'
  const keyPlaces: number[] = []
  for (const property of properties) {
    if (property.type === 'RestElement') {
      fs.emit(duplicate)
      for (const place of keyPlaces) fs.emit(variableForms.load.local, place)
      fs.emit(collectRest, keyPlaces.length)
      bindPattern(fs, property.argument, mode)
      continue
    }
    fs.emit(duplicate)
    const name = staticKey(property)
    if (name !== null && !hasRest) fs.emit(getProperty, 0, 0, name)
    else {
      if (name === null) compileExpression(fs, property.key)
      else fs.emit(pushConstant, 0, 0, name)
      fs.emit(convertToKey)
      if (hasRest) {
        const place = fs.temporary()
        keyPlaces.push(place)
        fs.emit(variableForms.store.local, place)
      }
      fs.emit(getKeyed)
    }
    bindPattern(fs, property.value, mode)
  }
  fs.emit(drop)
}

/** The key when it is known at compile time. */
export function staticKey({ key, computed }: { key: { type: string }; computed: boolean }): string | null {
  if (!computed && 'name' in key && key.type === 'Identifier' && typeof key.name === 'string') return key.name
  if ('value' in key && key.type === 'Literal') {
    if (typeof key.value === 'string' || (typeof key.value === 'number' && !computed)) return String(key.value)
    if (typeof key.value === 'bigint' && !computed) return String(key.value)
  }
  return null
}
