/** Error and its kinds. There is no stack. */
import { prototypeFor } from '../call.ts'
import { toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { listFrom } from '../iteration.ts'
import type { Machine } from '../machine/machine.ts'
import { get, has } from '../property.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { ErrorObj } from '../values/objects.ts'
import { hiddenSlot, Obj, type Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'

function makeError(m: Machine, name: string, message: Value, options: Value, newTarget: Obj | undefined): ErrorObj {
  m.allocate(300)
  const error = new ErrorObj(prototypeFor(m, newTarget, name))
  error.putOwn('stack', hiddenSlot(undefined))
  if (message !== undefined) error.putOwn('message', hiddenSlot(toText(m, message)))
  if (options instanceof Obj && has(m, options, 'cause')) error.putOwn('cause', hiddenSlot(get(m, options, 'cause')))
  return error
}

const create =
  (name: string): NativeImplementation =>
  (m, _self, [message, options], newTarget) =>
    makeError(m, name, message, options, newTarget)

/** `Name: message`, either of which may be missing. */
const errorText: NativeImplementation = (m, self) => {
  if (!(self instanceof Obj))
    return throwError(m, 'TypeError', 'Error.prototype.toString requires that this be an Object')
  const name = get(m, self, 'name')
  const message = get(m, self, 'message')
  const shownName = name === undefined ? 'Error' : toText(m, name)
  const shownMessage = message === undefined ? '' : toText(m, message)
  return shownName === '' ? shownMessage : shownMessage === '' ? shownName : `${shownName}: ${shownMessage}`
}

const nameAndMessage = (name: string) =>
  [
    ['name', { kind: 'made', make: () => name }],
    ['message', { kind: 'made', make: () => '' }],
  ] as const

export const errorClass = defineClass('Error', {
  construct: create('Error'),
  statics: { methods: { captureStackTrace: () => undefined } },
  methods: { methods: { toString: method(errorText, 0) }, symbols: nameAndMessage('Error') },
})

export const errorClasses = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', 'EvalError'].map(
  (name) => defineClass(name, { parent: 'Error', construct: create(name), methods: { symbols: nameAndMessage(name) } }),
)

export const aggregateErrorClass = defineClass('AggregateError', {
  parent: 'Error',
  length: 2,
  construct(m, _self, [errors, message, options], newTarget) {
    const error = makeError(m, 'AggregateError', message, options, newTarget)
    error.putOwn('errors', hiddenSlot(m.realm.array(listFrom(m, errors))))
    return error
  },
  methods: { symbols: nameAndMessage('AggregateError') },
})
