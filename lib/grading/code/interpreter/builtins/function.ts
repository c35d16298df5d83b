/** Function.prototype. `callTop` knows `callFunction` and `applyFunction`, and calls without them. */
import { call, isCallable } from '../call.ts'
import { toInteger } from '../convert.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import { instanceOf } from '../operators.ts'
import { chargeLength, get } from '../property.ts'
import { Bound, Fn, type NativeImplementation } from '../values/functions.ts'
import { symbols } from '../values/symbols.ts'
import { Arr, HOLE, Obj, type Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'

export const callFunction: NativeImplementation = (m, self, args) => call(m, self, args[0], args.slice(1))

export const applyFunction: NativeImplementation = (m, self, args) => call(m, self, args[0], argumentsFrom(m, args[1]))

/** The elements of an array or of what is like one. */
export function argumentsFrom(m: Machine, list: Value): Value[] {
  if (list === undefined || list === null) return []
  if (!(list instanceof Obj)) return throwError(m, 'TypeError', 'CreateListFromArrayLike called on non-object')
  if (list instanceof Arr) {
    m.allocate(list.elements.length * 8)
    return list.elements.map((element) => (element === HOLE ? undefined : element))
  }
  const length = Math.max(0, toInteger(m, get(m, list, 'length')))
  chargeLength(m, length, length)
  m.charge(length)
  return Array.from({ length }, (_, index) => get(m, list, String(index)))
}

function requireFunction(m: Machine, value: Value): Fn {
  return value instanceof Fn
    ? value
    : throwError(m, 'TypeError', 'Function.prototype method called on incompatible receiver')
}

export const functionClass = defineClass('Function', {
  construct: () => {
    throw new UnsupportedConstruct('Function constructor')
  },
  methods: {
    methods: {
      call: callFunction,
      apply: [applyFunction, 2],
      bind(m, self, given) {
        if (!isCallable(self)) return throwError(m, 'TypeError', 'Bind must be called on a function')
        const args = given.slice(1)
        m.allocate(200 + args.length * 8)
        const length = get(m, self, 'length')
        const left = typeof length === 'number' ? Math.max(0, length - args.length) : 0
        return new Bound(m, self, given[0], args, left)
      },
      toString: method((m, self) => {
        requireFunction(m, self)
        throw new UnsupportedConstruct('the source text of a function')
      }, 0),
    },
    symbols: [[symbols.hasInstance, method((m, self, [value]) => instanceOf(m, value, self))]],
  },
})
