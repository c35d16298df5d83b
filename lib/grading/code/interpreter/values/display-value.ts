/** A value as people write it in JavaScript, cut to a few hundred characters. Runs no code of the program. */
import { Closure, Fn } from './functions.ts'
import { DateObj, ErrorObj, MapObj, PrimitiveObj, SetObj } from './objects.ts'
import { ABSENT, Arr, HOLE, type Obj, Slot, Sym, type Value } from './values.ts'

const longest = 300
const deepest = 6
const mostItems = 50

export function displayValue(value: Value): string {
  return cut(display(value, deepest), longest)
}

export const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 3)}...` : text)

function display(value: Value, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'bigint':
      return `${cut(value.toString(), longest)}n`
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    case 'object':
      if (value === null) return 'null'
      return value instanceof Sym ? `Symbol(${value.description ?? ''})` : displayObject(value, depth)
    default:
      return String(value)
  }
}

const quote = (text: string) =>
  `'${JSON.stringify(cut(text, longest)).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

function displayObject(value: Obj, depth: number): string {
  if (value instanceof Fn)
    return value instanceof Closure && value.name !== '' ? `function ${value.name}` : 'a function'
  if (value instanceof DateObj)
    return Number.isNaN(value.time) ? 'an invalid date' : `Date ${new Date(value.time).toISOString()}`
  if (value instanceof PrimitiveObj) return `Object(${display(value.primitive, depth)})`
  if (value instanceof ErrorObj) return displayError(value)
  if (depth === 0) return '...'
  if (value instanceof Arr) {
    return `[${listed(value.elements, (element) => (element === HOLE ? '' : display(element, depth - 1)))}]`
  }
  if (value instanceof MapObj) {
    const entry = ([key, inner]: [Value, Value]) => `${display(key, depth - 1)} => ${display(inner, depth - 1)}`
    return `Map {${listed([...value.entries], entry)}}`
  }
  if (value instanceof SetObj) return `Set {${listed([...value.members], (member) => display(member, depth - 1))}}`
  const shown = value.ownKeys().flatMap((key) => {
    const stored = value.getOwn(key)
    if (typeof key !== 'string' || stored === ABSENT || (stored instanceof Slot && !stored.enumerable)) return []
    const shownInner =
      stored instanceof Slot && stored.isAccessor
        ? '(a getter)'
        : display(stored instanceof Slot ? stored.value : stored, depth - 1)
    const name = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : quote(key)
    return [`${name}: ${shownInner}`]
  })
  return `{${listed(shown, (text) => text)}}`
}

function listed<T>(items: readonly T[], show: (item: T) => string): string {
  const shown = items.slice(0, mostItems).map(show)
  return (items.length > mostItems ? [...shown, '...'] : shown).join(', ')
}

/** `Name: message`, as far as it can be told without running a getter. */
export function displayError(value: Value): string {
  if (!(value instanceof ErrorObj)) return displayValue(value)
  const name = textProperty(value, 'name') ?? 'Error'
  const message = textProperty(value, 'message')
  return message ? `${name}: ${cut(message, longest)}` : name
}

export function textProperty(start: Obj, key: string): string | undefined {
  for (let object: Obj | null = start; object !== null; object = object.proto) {
    const stored = object.getOwn(key)
    if (stored === ABSENT) continue
    const value = stored instanceof Slot ? stored.value : stored
    return typeof value === 'string' ? value : undefined
  }
  return undefined
}
