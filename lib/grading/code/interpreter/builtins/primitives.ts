/** Boolean, BigInt and Symbol. */
import { prototypeFor } from '../call.ts'
import { bigintText, toBoolean, toPrimitive, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import { PrimitiveObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { Sym, type Value } from '../values/values.ts'
import { defineClass, getter, method } from './define.ts'
import { boundedInteger, numberFormat } from './number.ts'

const booleanOf = (m: Machine, self: Value): boolean => {
  if (typeof self === 'boolean') return self
  if (self instanceof PrimitiveObj && typeof self.primitive === 'boolean') return self.primitive
  return throwError(m, 'TypeError', 'Boolean.prototype.valueOf requires that this be a Boolean')
}

export const booleanClass = defineClass('Boolean', {
  construct: (m, _self, [value], newTarget) =>
    newTarget ? new PrimitiveObj(prototypeFor(m, newTarget, 'Boolean'), toBoolean(value)) : toBoolean(value),
  methods: {
    methods: {
      toString: method((m, self) => String(booleanOf(m, self)), 0),
      valueOf: method(booleanOf, 0),
    },
  },
})

function bigintOf(m: Machine, self: Value): bigint {
  if (typeof self === 'bigint') return self
  if (self instanceof PrimitiveObj && typeof self.primitive === 'bigint') return self.primitive
  return throwError(m, 'TypeError', 'BigInt.prototype.valueOf requires that this be a BigInt')
}

export const bigintClass = defineClass('BigInt', {
  construct(m, _self, [value], newTarget) {
    if (newTarget) throwError(m, 'TypeError', 'BigInt is not a constructor')
    const primitive = toPrimitive(m, value, 'number')
    switch (typeof primitive) {
      case 'bigint':
        return primitive
      case 'boolean':
        return primitive ? 1n : 0n
      case 'number':
        if (Number.isInteger(primitive)) return BigInt(primitive)
        return throwError(
          m,
          'RangeError',
          `The number ${primitive} cannot be converted to a BigInt because it is not an integer`,
        )
      case 'string': {
        const text = primitive.trim()
        if (!/^(?:[+-]?\d{0,5000}|0x[\da-f]{1,5000}|0o[0-7]{1,5000}|0b[01]{1,5000})$/i.test(text)) {
          throwError(m, 'SyntaxError', `Cannot convert ${primitive.slice(0, 100)} to a BigInt`)
        }
        m.charge(Math.floor((text.length * text.length) / 2 ** 14))
        return /^[+-]?$/.test(text) && text !== ''
          ? throwError(m, 'SyntaxError', `Cannot convert ${text} to a BigInt`)
          : BigInt(text)
      }
      default:
        return throwError(m, 'TypeError', `Cannot convert ${String(primitive === null ? null : undefined)} to a BigInt`)
    }
  },
  methods: {
    methods: {
      toString: method((m, self, [radix]) => {
        const base =
          radix === undefined ? 10 : boundedInteger(m, radix, 2, 36, 'toString() radix must be between 2 and 36')
        return bigintText(m, bigintOf(m, self), base)
      }),
      toLocaleString: method((m, self) => numberFormat.format(bigintOf(m, self)), 0),
      valueOf: method(bigintOf, 0),
    },
  },
})

function symbolOf(m: Machine, self: Value): Sym {
  if (self instanceof Sym) return self
  if (self instanceof PrimitiveObj && self.primitive instanceof Sym) return self.primitive
  return throwError(m, 'TypeError', 'Symbol.prototype.valueOf requires that this be a Symbol')
}

export const symbolClass = defineClass('Symbol', {
  length: 0,
  construct(m, _self, [description], newTarget) {
    if (newTarget) throwError(m, 'TypeError', 'Symbol is not a constructor')
    m.allocate(32)
    return new Sym(description === undefined ? undefined : toText(m, description))
  },
  statics: {
    constants: { ...symbols },
    methods: {
      for(m, _self, [key]) {
        const name = toText(m, key)
        const known = m.realm.registeredSymbols.get(name) ?? new Sym(name)
        m.allocate(32)
        m.realm.registeredSymbols.set(name, known)
        return known
      },
    },
  },
  methods: {
    methods: {
      toString: method((m, self) => `Symbol(${symbolOf(m, self).description ?? ''})`, 0),
      valueOf: method(symbolOf, 0),
    },
    symbols: [['description', getter((m, self) => symbolOf(m, self).description)]],
  },
})
