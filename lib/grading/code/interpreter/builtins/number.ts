/** Number, Boolean, BigInt, Symbol and Math. */
import { prototypeFor } from '../call.ts'
import { bigintText, toBoolean, toInteger, toNumber, toNumeric, toPrimitive, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { PrimitiveObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { Sym, type Value } from '../values/values.ts'
import { defineClass, defineTable, getter, method } from './define.ts'

function numberOf(m: Machine, self: Value): number {
  if (typeof self === 'number') return self
  if (self instanceof PrimitiveObj && typeof self.primitive === 'number') return self.primitive
  return throwError(m, 'TypeError', 'Number.prototype.valueOf requires that this be a Number')
}

/** Digits after the point and such: the host would throw its own error outside the bounds. */
function boundedInteger(m: Machine, value: Value, low: number, high: number, message: string): number {
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

const numberFormat = new Intl.NumberFormat('en-US')

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

const unary =
  (work: (value: number) => number): NativeImplementation =>
  (m, _self, [value]) =>
    work(toNumber(m, value))

export const mathTable = defineTable({
  constants: {
    E: Math.E,
    LN10: Math.LN10,
    LN2: Math.LN2,
    LOG10E: Math.LOG10E,
    LOG2E: Math.LOG2E,
    PI: Math.PI,
    SQRT1_2: Math.SQRT1_2,
    SQRT2: Math.SQRT2,
  },
  methods: {
    abs: unary(Math.abs),
    acos: unary(Math.acos),
    acosh: unary(Math.acosh),
    asin: unary(Math.asin),
    asinh: unary(Math.asinh),
    atan: unary(Math.atan),
    atan2: [(m, _self, [y, x]) => Math.atan2(toNumber(m, y), toNumber(m, x)), 2],
    atanh: unary(Math.atanh),
    cbrt: unary(Math.cbrt),
    ceil: unary(Math.ceil),
    clz32: unary(Math.clz32),
    cos: unary(Math.cos),
    cosh: unary(Math.cosh),
    exp: unary(Math.exp),
    expm1: unary(Math.expm1),
    floor: unary(Math.floor),
    fround: unary(Math.fround),
    hypot: [(m, _self, args) => Math.hypot(...numbers(m, args)), 2],
    imul: [(m, _self, [a, b]) => Math.imul(toNumber(m, a), toNumber(m, b)), 2],
    log: unary(Math.log),
    log10: unary(Math.log10),
    log1p: unary(Math.log1p),
    log2: unary(Math.log2),
    max: [
      (m, _self, args) => numbers(m, args).reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY),
      2,
    ],
    min: [
      (m, _self, args) => numbers(m, args).reduce((best, value) => Math.min(best, value), Number.POSITIVE_INFINITY),
      2,
    ],
    pow: [(m, _self, [base, exponent]) => toNumber(m, base) ** toNumber(m, exponent), 2],
    random: () => {
      throw new UnsupportedConstruct('Math.random')
    },
    round: unary(Math.round),
    sign: unary(Math.sign),
    sin: unary(Math.sin),
    sinh: unary(Math.sinh),
    sqrt: unary(Math.sqrt),
    tan: unary(Math.tan),
    tanh: unary(Math.tanh),
    trunc: unary(Math.trunc),
  },
  symbols: [[symbols.toStringTag, { kind: 'constant', value: 'Math' }]],
})

function numbers(m: Machine, args: readonly Value[]): number[] {
  m.charge(args.length >> 2)
  return args.map((value) => toNumber(m, value))
}
