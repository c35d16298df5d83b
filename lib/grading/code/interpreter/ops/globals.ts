/** Names that the program does not declare. */

import { unsupportedGlobals } from '../builtins/unsupported-globals.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Operation } from '../machine/function-code.ts'
import { typeOf } from '../operators.ts'
import { find, get, put } from '../property.ts'
import { ABSENT, type Value } from '../values/values.ts'

const nameIn = (constant: Value): string => (typeof constant === 'string' ? constant : '')

export const loadGlobal: Operation = (m, { constant }) => {
  const name = nameIn(constant)
  const { globalObject } = m.realm
  if (find(m, globalObject, name) === ABSENT) {
    if (unsupportedGlobals.has(name)) throw new UnsupportedConstruct(name)
    throwError(m, 'ReferenceError', `${name} is not defined`)
  }
  m.push(get(m, globalObject, name))
}

export const typeofGlobal: Operation = (m, { constant }) => {
  const name = nameIn(constant)
  const { globalObject } = m.realm
  if (find(m, globalObject, name) === ABSENT) m.push(unsupportedGlobals.get(name) ?? 'undefined')
  else m.push(typeOf(get(m, globalObject, name)))
}

/** Strict code may not create a global by assigning to it. */
export const storeGlobalStrict: Operation = (m, { constant }) => {
  const name = nameIn(constant)
  if (find(m, m.realm.globalObject, name) === ABSENT) throwError(m, 'ReferenceError', `${name} is not defined`)
  put(m, m.realm.globalObject, name, m.top())
}

export const storeGlobal: Operation = (m, { constant }) => put(m, m.realm.globalObject, nameIn(constant), m.top())
