/** String. The host's methods do the work wherever they run nothing of the program's; what they cost is charged first. */
import { call, isCallable, prototypeFor } from '../call.ts'
import { toInteger, toNumber, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { DONE, iterate } from '../iteration.ts'
import { budget, OutOfBudget, UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import { chargeLength } from '../property.ts'
import { expandReplacement } from '../regexp/replacement.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { PrimitiveObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { Sym, type Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'
import { makeIterator } from './iterator.ts'
import { RegExpObj } from './regexp.ts'
import { matchAllWith, matchWith, replaceWith, searchWith, splitWith } from './regexp-methods.ts'

/** The text that a method is called on; looking through it is charged. */
function textOf(m: Machine, self: Value): string {
  if (self === undefined || self === null)
    throwError(m, 'TypeError', 'String.prototype method called on null or undefined')
  const text = toText(m, self)
  m.flatten(text)
  m.charge(text.length >> 6)
  return text
}

/** Looking for one text in another: in the worst case the host compares each with each. */
function wantedIn(m: Machine, text: string, value: Value): string {
  const wanted = toText(m, value)
  m.charge((text.length >> 5) + Math.floor((text.length * wanted.length) / 256))
  return wanted
}

function made(m: Machine, text: string): string {
  m.allocateString(text.length)
  return text
}

const rejectPattern = (m: Machine, value: Value, name: string) => {
  if (value instanceof RegExpObj)
    throwError(m, 'TypeError', `First argument to String.prototype.${name} must not be a regular expression`)
}

/** A method that makes a text of about the same length from the text alone. */
const plain = (work: (text: string) => string): [NativeImplementation, number] => [
  (m, self) => made(m, work(textOf(m, self))),
  0,
]

function pad(m: Machine, self: Value, args: readonly Value[], atEnd: boolean): string {
  const text = textOf(m, self)
  const length = toInteger(m, args[0])
  const filler = args[1] === undefined ? ' ' : toText(m, args[1])
  if (length <= text.length || filler === '') return text
  m.allocateString(length)
  return atEnd ? text.padEnd(length, filler) : text.padStart(length, filler)
}

function replace(m: Machine, self: Value, [pattern, replacement]: readonly Value[], all: boolean): Value {
  const text = textOf(m, self)
  if (pattern instanceof RegExpObj) return replaceWith(m, pattern, text, replacement, all)
  const wanted = wantedIn(m, text, pattern)
  const template = isCallable(replacement) ? null : toText(m, replacement)
  let result = ''
  let end = 0
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + Math.max(wanted.length, 1))) {
    m.charge(2)
    const inserted =
      template === null
        ? toText(m, call(m, replacement, undefined, [wanted, at, text]))
        : expandReplacement(template, { text, matched: wanted, index: at, groups: [], named: null })
    result += text.slice(end, at) + inserted
    m.allocateString(result.length >> 3)
    if (result.length > budget.stringLength) throw new OutOfBudget('allocation')
    end = at + wanted.length
    if (!all || at + Math.max(wanted.length, 1) > text.length) break
  }
  return made(m, result + text.slice(end))
}

function split(m: Machine, self: Value, [separator, limit]: readonly Value[]): Value {
  const text = textOf(m, self)
  const most = limit === undefined ? 4294967295 : toNumber(m, limit) >>> 0
  if (separator instanceof RegExpObj) return splitWith(m, separator, text, most)
  if (separator === undefined) return m.realm.array([text])
  const parts = text.split(wantedIn(m, text, separator), most)
  chargeLength(m, parts.length * 2, parts.length)
  m.charge(parts.length >> 1)
  return m.realm.array(parts)
}

const collator = new Intl.Collator('en')

const construct: NativeImplementation = (m, _self, args, newTarget) => {
  const [value] = args
  const text =
    args.length === 0
      ? ''
      : value instanceof Sym && !newTarget
        ? `Symbol(${value.description ?? ''})`
        : toText(m, value)
  return newTarget ? new PrimitiveObj(prototypeFor(m, newTarget, 'String'), text) : text
}

const thisText: NativeImplementation = (m, self) => {
  if (typeof self === 'string') return self
  if (self instanceof PrimitiveObj && typeof self.primitive === 'string') return self.primitive
  return throwError(m, 'TypeError', 'String.prototype.valueOf requires that this be a String')
}

export const stringClass = defineClass('String', {
  construct,
  statics: {
    methods: {
      fromCharCode: (m, _self, args) => made(m, String.fromCharCode(...args.map((code) => toNumber(m, code)))),
      fromCodePoint: (m, _self, args) =>
        args
          .map((code) => {
            const point = toNumber(m, code)
            if (!Number.isInteger(point) || point < 0 || point > 0x10ffff)
              throwError(m, 'RangeError', `Invalid code point ${point}`)
            return String.fromCodePoint(point)
          })
          .join(''),
      raw: () => {
        throw new UnsupportedConstruct('String.raw')
      },
    },
  },
  methods: {
    methods: {
      at: (m, self, [index]) => textOf(m, self).at(toInteger(m, index)),
      charAt: (m, self, [index]) => textOf(m, self).charAt(toInteger(m, index)),
      charCodeAt: (m, self, [index]) => textOf(m, self).charCodeAt(toInteger(m, index)),
      codePointAt: (m, self, [index]) => textOf(m, self).codePointAt(toInteger(m, index)),
      concat: (m, self, args) =>
        made(
          m,
          args.reduce<string>((text, part) => made(m, text + toText(m, part)), textOf(m, self)),
        ),
      endsWith(m, self, [wanted, end]) {
        rejectPattern(m, wanted, 'endsWith')
        const text = textOf(m, self)
        return text.endsWith(toText(m, wanted), end === undefined ? text.length : toInteger(m, end))
      },
      includes(m, self, [wanted, start]) {
        rejectPattern(m, wanted, 'includes')
        const text = textOf(m, self)
        return text.includes(wantedIn(m, text, wanted), toInteger(m, start))
      },
      indexOf(m, self, [wanted, start]) {
        const text = textOf(m, self)
        return text.indexOf(wantedIn(m, text, wanted), toInteger(m, start))
      },
      isWellFormed: [(m, self) => textOf(m, self).isWellFormed(), 0],
      lastIndexOf(m, self, [wanted, start]) {
        const from = toNumber(m, start)
        const text = textOf(m, self)
        return text.lastIndexOf(wantedIn(m, text, wanted), Number.isNaN(from) ? Number.POSITIVE_INFINITY : from)
      },
      localeCompare(m, self, [other, , options]) {
        if (options !== undefined) throw new UnsupportedConstruct('localeCompare with options')
        return collator.compare(textOf(m, self), textOf(m, other ?? 'undefined'))
      },
      match: (m, self, [pattern]) => matchWith(m, pattern, textOf(m, self)),
      matchAll: (m, self, [pattern]) => matchAllWith(m, pattern, textOf(m, self)),
      normalize: [
        (m, self, [form]) => {
          const name = form === undefined ? 'NFC' : toText(m, form)
          if (!['NFC', 'NFD', 'NFKC', 'NFKD'].includes(name)) {
            throwError(m, 'RangeError', `The normalization form should be one of NFC, NFD, NFKC, NFKD.`)
          }
          const text = textOf(m, self)
          m.charge(text.length >> 2)
          return made(m, text.normalize(name))
        },
        0,
      ],
      padEnd: (m, self, args) => pad(m, self, args, true),
      padStart: (m, self, args) => pad(m, self, args, false),
      repeat(m, self, [count]) {
        const text = textOf(m, self)
        const times = toInteger(m, count)
        if (times < 0 || times === Number.POSITIVE_INFINITY)
          throwError(m, 'RangeError', `Invalid count value: ${toText(m, count)}`)
        if (text === '') return ''
        m.allocateString(text.length * times)
        return text.repeat(times)
      },
      replace: [(m, self, args) => replace(m, self, args, false), 2],
      replaceAll: [(m, self, args) => replace(m, self, args, true), 2],
      search: (m, self, [pattern]) => searchWith(m, pattern, textOf(m, self)),
      slice: [
        (m, self, [start, end]) => {
          const text = textOf(m, self)
          return made(m, text.slice(toInteger(m, start), end === undefined ? text.length : toInteger(m, end)))
        },
        2,
      ],
      split: [split, 2],
      startsWith(m, self, [wanted, start]) {
        rejectPattern(m, wanted, 'startsWith')
        return textOf(m, self).startsWith(toText(m, wanted), toInteger(m, start))
      },
      substr: [
        (m, self, [start, count]) => {
          const text = textOf(m, self)
          const first = toInteger(m, start)
          const from = first < 0 ? Math.max(0, text.length + first) : first
          return made(m, text.slice(from, count === undefined ? text.length : from + Math.max(0, toInteger(m, count))))
        },
        2,
      ],
      substring: [
        (m, self, [start, end]) => {
          const text = textOf(m, self)
          return made(m, text.substring(toInteger(m, start), end === undefined ? text.length : toInteger(m, end)))
        },
        2,
      ],
      toLocaleLowerCase: plain((text) => text.toLowerCase()),
      toLocaleUpperCase: plain((text) => text.toUpperCase()),
      toLowerCase: plain((text) => text.toLowerCase()),
      toUpperCase: plain((text) => text.toUpperCase()),
      toWellFormed: plain((text) => text.toWellFormed()),
      trim: plain((text) => text.trim()),
      trimEnd: plain((text) => text.trimEnd()),
      trimStart: plain((text) => text.trimStart()),
      trimLeft: plain((text) => text.trimStart()),
      trimRight: plain((text) => text.trimEnd()),
      toString: method(thisText, 0),
      valueOf: method(thisText, 0),
    },
    symbols: [
      [
        symbols.iterator,
        method((m, self) => {
          const record = iterate(m, textOf(m, self))
          return makeIterator(m, 'String Iterator', () => {
            const value = record.next(m)
            return value === DONE ? null : { value }
          })
        }, 0),
      ],
    ],
  },
})
