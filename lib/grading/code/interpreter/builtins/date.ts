/** Date, for times that are given: there is no now. The time zone is UTC, everywhere. */
import { prototypeFor } from '../call.ts'
import { toNumber, toPrimitive, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { DateObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import type { Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'

const dateOf = (m: Machine, self: Value): DateObj =>
  self instanceof DateObj ? self : throwError(m, 'TypeError', 'this is not a Date object.')

/** A text without a time zone means UTC here. */
function parseDate(text: string): number {
  if (text.length > 100) return Number.NaN
  const isIso = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/.test(text)
  if (isIso) return Date.parse(text.includes('T') ? `${text}Z` : text)
  const hasZone = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d|\([^)]*\))$/i.test(text) && /\d\D*:|T/.test(text)
  return Date.parse(hasZone ? text : `${text} UTC`)
}

function fromParts(m: Machine, parts: readonly Value[]): number {
  const [year = Number.NaN, month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts.map(
    (part) => toNumber(m, part),
  )
  return Date.UTC(year, month, day, hours, minutes, seconds, milliseconds)
}

const clip = (time: number) => new Date(time).getTime()

const now: NativeImplementation = () => {
  throw new UnsupportedConstruct('the current time')
}

const construct: NativeImplementation = (m, _self, args, newTarget) => {
  if (!newTarget) throw new UnsupportedConstruct('the current time')
  m.allocate(64)
  const proto = prototypeFor(m, newTarget, 'Date')
  const [first] = args
  if (args.length === 0) return new DateObj(proto, null)
  if (args.length > 1) return new DateObj(proto, fromParts(m, args))
  if (first instanceof DateObj) return new DateObj(proto, first.time)
  const value = toPrimitive(m, first, 'default')
  return new DateObj(proto, typeof value === 'string' ? parseDate(value) : clip(toNumber(m, value)))
}

type Part = 'FullYear' | 'Month' | 'Date' | 'Day' | 'Hours' | 'Minutes' | 'Seconds' | 'Milliseconds'

const readers: Readonly<Record<Part, (date: Date) => number>> = {
  FullYear: (date) => date.getUTCFullYear(),
  Month: (date) => date.getUTCMonth(),
  Date: (date) => date.getUTCDate(),
  Day: (date) => date.getUTCDay(),
  Hours: (date) => date.getUTCHours(),
  Minutes: (date) => date.getUTCMinutes(),
  Seconds: (date) => date.getUTCSeconds(),
  Milliseconds: (date) => date.getUTCMilliseconds(),
}

const order = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const

/** Sets one part, and those below it that are given too. */
function setParts(m: Machine, self: Value, first: (typeof order)[number], args: readonly Value[]): number {
  const date = dateOf(m, self)
  const given = (args.length === 0 ? [undefined] : args).map((value) => toNumber(m, value))
  if (Number.isNaN(date.time) && first !== 'FullYear') return Number.NaN
  const before = new Date(Number.isNaN(date.time) ? 0 : date.time)
  const parts = order.map((part) => readers[part](before))
  given.forEach((value, index) => {
    const place = order.indexOf(first) + index
    if (place < parts.length) parts[place] = value
  })
  const [year = 0, month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts
  const time = new Date(0)
  time.setUTCFullYear(year, month, day)
  date.time = time.setUTCHours(hours, minutes, seconds, milliseconds)
  return date.time
}

const partMethods = Object.entries(readers).flatMap(([part, read]): [string, NativeImplementation][] => {
  const get: NativeImplementation = (m, self) => read(new Date(dateOf(m, self).time))
  const settable = order.find((name) => name === part)
  const set: NativeImplementation = (m, self, args) => (settable ? setParts(m, self, settable, args) : Number.NaN)
  const getters: [string, NativeImplementation][] = [
    [`get${part}`, get],
    [`getUTC${part}`, get],
  ]
  return settable ? [...getters, [`set${part}`, set], [`setUTC${part}`, set]] : getters
})

/** A text made from a valid date. */
const shown = (format: (date: Date) => string): readonly [NativeImplementation, number] => [
  (m, self) => {
    const { time } = dateOf(m, self)
    return Number.isNaN(time) ? 'Invalid Date' : format(new Date(time))
  },
  0,
]

const dayText = (date: Date) => date.toUTCString().replace(/^(\w+), (\d+) (\w+) (-?\d+).*$/, '$1 $3 $2 $4')
const timeText = (date: Date) => `${date.toISOString().slice(-13, -5)} GMT+0000 (Coordinated Universal Time)`

function isoText(m: Machine, self: Value): string {
  const { time } = dateOf(m, self)
  return Number.isNaN(time) ? throwError(m, 'RangeError', 'Invalid time value') : new Date(time).toISOString()
}

/** The formats of en-US without options. Making a formatter is dear, so each is made once, when it is first asked for. */
const inEnglish = (options: Intl.DateTimeFormatOptions): NativeImplementation => {
  let format: Intl.DateTimeFormat | undefined
  return (m, self, [locale, given]) => {
    if (given !== undefined || (locale !== undefined && locale !== 'en-US')) {
      throw new UnsupportedConstruct('a date in a locale')
    }
    const { time } = dateOf(m, self)
    m.charge(20)
    format ??= new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options })
    return Number.isNaN(time) ? 'Invalid Date' : format.format(time)
  }
}

const dayOnly = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
const timeOnly = { hour: 'numeric', minute: 'numeric', second: 'numeric' } as const

export const dateClass = defineClass('Date', {
  length: 7,
  construct,
  statics: {
    methods: {
      now: [now, 0],
      parse: (m, _self, [text]) => parseDate(toText(m, text)),
      UTC: [(m, _self, args) => fromParts(m, args), 7],
    },
  },
  methods: {
    methods: {
      ...Object.fromEntries(partMethods),
      getTime: [(m, self) => dateOf(m, self).time, 0],
      valueOf: method((m, self) => dateOf(m, self).time, 0),
      getTimezoneOffset: [(m, self) => (Number.isNaN(dateOf(m, self).time) ? Number.NaN : 0), 0],
      getYear: [(m, self) => new Date(dateOf(m, self).time).getUTCFullYear() - 1900, 0],
      setTime(m, self, [time]) {
        dateOf(m, self).time = clip(toNumber(m, time))
        return dateOf(m, self).time
      },
      toISOString: [isoText, 0],
      toJSON: [(m, self) => (Number.isNaN(dateOf(m, self).time) ? null : isoText(m, self)), 1],
      toString: shown((date) => `${dayText(date)} ${timeText(date)}`),
      toDateString: shown(dayText),
      toTimeString: shown(timeText),
      toUTCString: shown((date) => date.toUTCString()),
      toGMTString: shown((date) => date.toUTCString()),
      toLocaleDateString: [inEnglish(dayOnly), 0],
      toLocaleTimeString: [inEnglish(timeOnly), 0],
      toLocaleString: method(inEnglish({ ...dayOnly, ...timeOnly }), 0),
    },
    symbols: [
      [
        symbols.toPrimitive,
        method((m, self, [hint]) => {
          const date = dateOf(m, self)
          if (hint === 'number') return date.time
          return Number.isNaN(date.time)
            ? 'Invalid Date'
            : `${dayText(new Date(date.time))} ${timeText(new Date(date.time))}`
        }),
      ],
    ],
  },
})
