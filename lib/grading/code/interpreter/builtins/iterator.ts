/** The iterators that built-ins return, with the helpers of ES2025. */
import { call } from '../call.ts'
import { toBoolean, toInteger } from '../convert.ts'
import { throwError } from '../errors.ts'
import { DONE, iterate, iteratorRecord, listFrom } from '../iteration.ts'
import { UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import { put } from '../property.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { IteratorObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import type { Obj, Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'

export function makeIterator(m: Machine, tag: string, step: () => { value: Value } | null): IteratorObj {
  m.allocate(120)
  return new IteratorObj(m.realm.proto(tag), step)
}

function iteratorResult(m: Machine, value: Value, done: boolean): Obj {
  const result = m.realm.object()
  put(m, result, 'value', value)
  put(m, result, 'done', done)
  return result
}

const next: NativeImplementation = (m, self) => {
  if (!(self instanceof IteratorObj)) return throwError(m, 'TypeError', 'next method called on incompatible receiver')
  const step = self.finished ? null : self.step()
  if (step === null) self.finished = true
  return iteratorResult(m, step?.value, step === null)
}

/** A lazy iterator over another: `pick` gives null to leave a value out. */
function derive(
  m: Machine,
  self: Value,
  pick: (value: Value, index: number) => { value: Value } | null,
  limit = Number.POSITIVE_INFINITY,
) {
  const record = iteratorRecord(m, self)
  let index = 0
  return makeIterator(m, 'Iterator Helper', () => {
    while (index < limit) {
      m.charge(1)
      const value = record.next(m)
      if (value === DONE) return null
      const picked = pick(value, index++)
      if (picked) return picked
    }
    record.close(m)
    return null
  })
}

export const iteratorClass = defineClass('Iterator', {
  construct: () => {
    throw new UnsupportedConstruct('Iterator constructor')
  },
  length: 0,
  statics: {
    methods: {
      from(m, _self, [source]) {
        const record = iterate(m, source)
        return makeIterator(m, 'Iterator Helper', () => {
          const value = record.next(m)
          return value === DONE ? null : { value }
        })
      },
    },
  },
  methods: {
    methods: {
      map: (m, self, [fn]) => derive(m, self, (value, index) => ({ value: call(m, fn, undefined, [value, index]) })),
      filter: (m, self, [fn]) =>
        derive(m, self, (value, index) => (toBoolean(call(m, fn, undefined, [value, index])) ? { value } : null)),
      take: (m, self, [count]) => derive(m, self, (value) => ({ value }), toInteger(m, count)),
      drop(m, self, [count]) {
        const skipped = toInteger(m, count)
        return derive(m, self, (value, index) => (index < skipped ? null : { value }))
      },
      toArray: [(m, self) => m.realm.array(drain(m, self)), 0],
      forEach(m, self, [fn]) {
        for (const [index, value] of drain(m, self).entries()) call(m, fn, undefined, [value, index])
        return undefined
      },
      some: (m, self, [fn]) => drain(m, self).some((value, index) => toBoolean(call(m, fn, undefined, [value, index]))),
      every: (m, self, [fn]) =>
        drain(m, self).every((value, index) => toBoolean(call(m, fn, undefined, [value, index]))),
      find: (m, self, [fn]) => drain(m, self).find((value, index) => toBoolean(call(m, fn, undefined, [value, index]))),
      reduce(m, self, args) {
        const values = drain(m, self)
        if (args.length < 2 && values.length === 0)
          throwError(m, 'TypeError', 'Reduce of a done iterator with no initial value')
        const start = args.length < 2 ? values[0] : args[1]
        const rest = args.length < 2 ? values.slice(1) : values
        return rest.reduce<Value>((total, value, index) => call(m, args[0], undefined, [total, value, index]), start)
      },
    },
    symbols: [[symbols.iterator, method((_m, self) => self, 0)]],
  },
})

function drain(m: Machine, self: Value): Value[] {
  const record = iteratorRecord(m, self)
  return listFrom(
    m,
    makeIterator(m, 'Iterator Helper', () => {
      const value = record.next(m)
      return value === DONE ? null : { value }
    }),
  )
}

const kinds = [
  'Array Iterator',
  'String Iterator',
  'Map Iterator',
  'Set Iterator',
  'RegExp String Iterator',
  'Iterator Helper',
]

export const iteratorClasses = kinds.map((name) =>
  defineClass(name, {
    parent: 'Iterator',
    construct: () => {
      throw new UnsupportedConstruct(name)
    },
    methods: {
      methods: { next: [next, 0] },
      symbols: [[symbols.toStringTag, { kind: 'constant', value: name }]],
    },
  }),
)
