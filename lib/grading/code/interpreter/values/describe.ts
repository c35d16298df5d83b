/** A value in an error message, in V8's manner. Runs no code of the program. */
import { Fn } from './functions.ts'
import { Arr, Obj, Sym, type Value } from './values.ts'

export function describeValue(value: Value): string {
  if (typeof value === 'string') return value.length > 40 ? `"${value.slice(0, 40)}..."` : `"${value}"`
  if (value instanceof Sym) return `Symbol(${value.description ?? ''})`
  if (value instanceof Fn) return 'function'
  if (value instanceof Arr) return '[object Array]'
  if (value instanceof Obj) return '#<Object>'
  return Object.is(value, -0) ? '0' : String(value)
}

export const describeKey = (key: string | Sym) => (typeof key === 'string' ? key : `Symbol(${key.description ?? ''})`)
