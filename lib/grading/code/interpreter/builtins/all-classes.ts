/** All built-in classes, and the global object that names them. */
import { argumentsClass, arrayClass } from './array.ts'
import { mapClass, setClass, weakMapClass, weakSetClass } from './collections.ts'
import { dateClass } from './date.ts'
import type { ClassDefinition } from './define.ts'
import { aggregateErrorClass, errorClass, errorClasses } from './error.ts'
import { functionClass } from './function.ts'
import { makeGlobalTable } from './globals.ts'
import { iteratorClass, iteratorClasses } from './iterator.ts'
import { bigintClass, booleanClass, numberClass, symbolClass } from './number.ts'
import { objectClass } from './object.ts'
import { regexpClass } from './regexp.ts'
import { stringClass } from './string.ts'

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
