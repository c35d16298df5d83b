/** Number. */
import { prototypeFor } from '../call.ts'
import { toInteger, toNumber, toNumeric, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { PrimitiveObj } from '../values/objects.ts'
import type { Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'

function numberOf(m: Machine, self: Value): number {
  if (typeof self === 'number') return self
  if (self instanceof PrimitiveObj && typeof self.primitive === 'number') return self.primitive
  return throwError(m, 'TypeError', 'Number.prototype.valueOf requires that this be a Number')
}

/** Digits after the point and such: the host would throw its own error outside the bounds. */
export function boundedInteger(m: Machine, value: Value, low: number, high: number, message: string): number {
  const integer = toInteger(m, value)
  return integer < low || integer > high ? throwError(m, 'RangeError', message) : integer
}

export const parseFloatText: NativeImplementation = (m, _self, [text]) => Number.parseFloat(readable(m, text))
export const parseIntText: NativeImplementation = (m, _self, [text, radix]) =>
  Number.parseInt(readable(m, text), toNumber(m, radix))

function readable(m: Machine, value: Value): string {
  const text = toText(m, value)
  m.flatten(text)
  return text
}

export const numberClass = defineClass('Number', {
  construct(m, _self, args, newTarget) {
    const numeric = args.length === 0 ? 0 : toNumeric(m, args[0])
    const number = Number(numeric)
    return newTarget ? new PrimitiveObj(prototypeFor(m, newTarget, 'Number'), number) : number
  },
  statics: {
    constants: {
      EPSILON: Number.EPSILON,
      MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
      MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
      MAX_VALUE: Number.MAX_VALUE,
      MIN_VALUE: Number.MIN_VALUE,
      NaN: Number.NaN,
      POSITIVE_INFINITY: Number.POSITIVE_INFINITY,
      NEGATIVE_INFINITY: Number.NEGATIVE_INFINITY,
    },
    methods: {
      isFinite: (_m, _self, [value]) => Number.isFinite(value),
      isInteger: (_m, _self, [value]) => Number.isInteger(value),
      isNaN: (_m, _self, [value]) => Number.isNaN(value),
      isSafeInteger: (_m, _self, [value]) => Number.isSafeInteger(value),
      parseFloat: parseFloatText,
      parseInt: [parseIntText, 2],
    },
  },
  methods: {
    methods: {
      toString: method((m, self, [radix]) => {
        const base =
          radix === undefined ? 10 : boundedInteger(m, radix, 2, 36, 'toString() radix must be between 2 and 36')
        return numberOf(m, self).toString(base)
      }),
      toFixed: (m, self, [digits]) =>
        numberOf(m, self).toFixed(
          boundedInteger(m, digits, 0, 100, 'toFixed() digits argument must be between 0 and 100'),
        ),
      toPrecision(m, self, [digits]) {
        const number = numberOf(m, self)
        if (digits === undefined || !Number.isFinite(number)) return String(number)
        return number.toPrecision(boundedInteger(m, digits, 1, 100, 'toPrecision() argument must be between 1 and 100'))
      },
      toExponential(m, self, [digits]) {
        const number = numberOf(m, self)
        const count = boundedInteger(m, digits, 0, 100, 'toExponential() argument must be between 0 and 100')
        return digits === undefined ? number.toExponential() : number.toExponential(count)
      },
      toLocaleString: method((m, self, args) => {
        if (args.length > 1 || (args[0] !== undefined && args[0] !== 'en-US' && args[0] !== 'en')) {
          throw new UnsupportedConstruct('toLocaleString with options')
        }
        return numberFormat.format(numberOf(m, self))
      }, 0),
      valueOf: method((m, self) => numberOf(m, self), 0),
    },
  },
})

export const numberFormat = new Intl.NumberFormat('en-US')
