/** All built-in classes, and the global object that names them. */
import { argumentsClass, arrayClass } from './array.ts'
import { dateClass } from './date.ts'
import type { ClassDefinition } from './define.ts'
import { aggregateErrorClass, errorClass, errorClasses } from './error.ts'
import { functionClass } from './function.ts'
import { makeGlobalTable } from './globals.ts'
import { iteratorClass, iteratorClasses } from './iterator.ts'
import { mapClass } from './map.ts'
import { numberClass } from './number.ts'
import { objectClass } from './object.ts'
import { bigintClass, booleanClass, symbolClass } from './primitives.ts'
import { regexpClass } from './regexp.ts'
import { setClass } from './set.ts'
import { stringClass } from './string.ts'
import { weakMapClass, weakSetClass } from './weak-collections.ts'

const named: readonly ClassDefinition[] = [
  objectClass,
  functionClass,
  arrayClass,
  stringClass,
  numberClass,
  booleanClass,
  bigintClass,
  symbolClass,
  errorClass,
  ...errorClasses,
  aggregateErrorClass,
  mapClass,
  setClass,
  weakMapClass,
  weakSetClass,
  dateClass,
  regexpClass,
  iteratorClass,
]

export const classDefinitions: ReadonlyMap<string, ClassDefinition> = new Map(
  [...named, ...iteratorClasses, argumentsClass].map((definition) => [definition.name, definition]),
)

export const globalTable = makeGlobalTable(named)
