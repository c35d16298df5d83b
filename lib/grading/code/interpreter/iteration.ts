/** The iteration protocol: ECMA-262 section 7.4, with short cuts for arrays, strings and the built-ins' iterators. */
import { call, isCallable } from './call.ts'
import { toBoolean } from './convert.ts'
import { throwError } from './errors.ts'
import { type Machine, Thrown } from './machine/machine.ts'
import { chargeLength, get } from './property.ts'
import { describeValue } from './values/describe.ts'
import { IteratorObj } from './values/objects.ts'
import { symbols } from './values/symbols.ts'
import { Arr, HOLE, Obj, Sym, type Value } from './values/values.ts'

/** What `next` gives at the end. Never leaves the machine. */
export const DONE = new Sym('done')

export interface IterationRecord {
  /** The next value, or DONE. */
  next(m: Machine): Value
  /** Tells the iterator that nobody will ask again. */
  close(m: Machine): void
}

class ArrayIteration implements IterationRecord {
  private readonly array: Arr
  private index = 0
  constructor(array: Arr) {
    this.array = array
  }
  next(m: Machine): Value {
    if (this.index >= this.array.elements.length) {
      this.index = Number.POSITIVE_INFINITY
      return DONE
    }
    const element = this.array.elements[this.index++]
    return element === HOLE ? get(m, this.array, String(this.index - 1)) : element
  }
  close(): void {}
}

class TextIteration implements IterationRecord {
  private readonly text: string
  private index = 0
  constructor(text: string) {
    this.text = text
  }
  next(): Value {
    if (this.index >= this.text.length) return DONE
    const point = this.text.codePointAt(this.index) ?? 0
    const character = String.fromCodePoint(point)
    this.index += character.length
    return character
  }
  close(): void {}
}

class BuiltinIteration implements IterationRecord {
  private readonly iterator: IteratorObj
  constructor(iterator: IteratorObj) {
    this.iterator = iterator
  }
  next(): Value {
    const step = this.iterator.finished ? null : this.iterator.step()
    if (step !== null) return step.value
    this.iterator.finished = true
    return DONE
  }
  close(): void {}
}

class ObjectIteration implements IterationRecord {
  private readonly iterator: Obj
  private readonly nextMethod: Value
  private finished = false
  constructor(iterator: Obj, nextMethod: Value) {
    this.iterator = iterator
    this.nextMethod = nextMethod
  }
  next(m: Machine): Value {
    // An iterator that throws counts as finished: nobody closes it.
    this.finished = true
    const result = call(m, this.nextMethod, this.iterator, [])
    if (!(result instanceof Obj))
      return throwError(m, 'TypeError', `Iterator result ${describeValue(result)} is not an object`)
    if (toBoolean(get(m, result, 'done'))) return DONE
    const value = get(m, result, 'value')
    this.finished = false
    return value
  }
  close(m: Machine): void {
    if (this.finished) return
    this.finished = true
    const method = get(m, this.iterator, 'return')
    if (method !== undefined && method !== null) call(m, method, this.iterator, [])
  }
}

/** @throws Thrown with a TypeError when the value is not iterable */
export function iterate(m: Machine, value: Value, described: string = describeValue(value)): IterationRecord {
  if (value instanceof Arr && value.proto === m.realm.arrayProto && value.isPristine) return new ArrayIteration(value)
  if (typeof value === 'string') {
    m.flatten(value)
    return new TextIteration(value)
  }
  const method = value === undefined || value === null ? undefined : get(m, value, symbols.iterator)
  if (!isCallable(method)) return throwError(m, 'TypeError', `${described} is not iterable`)
  return iteratorRecord(m, call(m, method, value, []))
}

export function iteratorRecord(m: Machine, iterator: Value): IterationRecord {
  if (iterator instanceof IteratorObj && iterator.isPristine) return new BuiltinIteration(iterator)
  if (!(iterator instanceof Obj)) {
    return throwError(m, 'TypeError', 'Result of the Symbol.iterator method is not an object')
  }
  return new ObjectIteration(iterator, get(m, iterator, 'next'))
}

/** Calls `visit` for each value, charged, and closes the iterator when `visit` throws. */
export function forEachValue(m: Machine, iterable: Value, visit: (value: Value) => void): void {
  const record = iterate(m, iterable)
  for (;;) {
    m.charge(1)
    const value = record.next(m)
    if (value === DONE) return
    try {
      visit(value)
    } catch (error) {
      closeQuietly(m, record)
      throw error
    }
  }
}

/** Closes while an exception is under way, which outlives any that closing throws. */
export function closeQuietly(m: Machine, record: IterationRecord): void {
  try {
    record.close(m)
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
  }
}

export function listFrom(m: Machine, iterable: Value): Value[] {
  const values: Value[] = []
  forEachValue(m, iterable, (value) => {
    chargeLength(m, 1, values.length + 1)
    values.push(value)
  })
  return values
}
