import { toNumber } from '../convert.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { symbols } from '../values/symbols.ts'
import type { Value } from '../values/values.ts'
import { defineTable } from './define.ts'

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
