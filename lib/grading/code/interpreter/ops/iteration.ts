/** Loops over iterables and keys, and taking arrays apart. */
import { toObject } from '../convert.ts'
import { throwError } from '../errors.ts'
import { closeQuietly, DONE, type IterationRecord, iterate } from '../iteration.ts'
import type { Operation } from '../machine/function-code.ts'
import type { Machine } from '../machine/machine.ts'
import { enumerableKeys, has } from '../property.ts'
import { describeValue } from '../values/describe.ts'
import { Arr, type Obj, type Value } from '../values/values.ts'

function recordAt(m: Machine, slot: number): IterationRecord {
  const record = m.frame.iterators?.[slot]
  if (!record) throw new Error('an iterator is missing')
  return record
}

function keep(m: Machine, slot: number, record: IterationRecord): void {
  m.frame.iterators ??= []
  m.frame.iterators[slot] = record
}

/** iterable -> nothing. The iterator goes to place `a`; the constant is the source text, for messages. */
export const startIteration: Operation = (m, { a, constant }) => {
  const value = m.pop()
  keep(m, a, iterate(m, value, typeof constant === 'string' ? constant : undefined))
}

/** Pushes the next value of iterator `b`, or jumps. */
export const nextOrJump: Operation = (m, { a, b }) => {
  const value = recordAt(m, b).next(m)
  if (value === DONE) m.pc = a
  else m.push(value)
}

export const closeIterator: Operation = (m, { b }) => recordAt(m, b).close(m)
export const closeIteratorQuietly: Operation = (m, { b }) => closeQuietly(m, recordAt(m, b))

/** The enumerable string keys of an object and its prototypes; one that is deleted meanwhile is left out. */
class KeyIteration implements IterationRecord {
  private readonly object: Obj
  private readonly keys: string[]
  private index = 0
  constructor(object: Obj, keys: string[]) {
    this.object = object
    this.keys = keys
  }
  next(m: Machine): Value {
    for (;;) {
      const key = this.keys[this.index++]
      if (key === undefined) return DONE
      m.charge(1)
      if (has(m, this.object, key)) return key
    }
  }
  close(): void {}
}

/** object -> nothing */
export const startKeys: Operation = (m, { a }) => {
  const value = m.pop()
  if (value === undefined || value === null) {
    keep(m, a, new KeyIteration(m.realm.objectProto, []))
    return
  }
  const object = toObject(m, value)
  const keys = enumerableKeys(m, object)
  const seen = new Set(object.ownKeys())
  for (let proto = object.proto; proto !== null; proto = proto.proto) {
    m.charge(1)
    if (proto === m.realm.objectProto && proto.isPristine) break
    for (const key of enumerableKeys(m, proto)) if (!seen.has(key)) keys.push(key)
    for (const key of proto.ownKeys()) seen.add(key)
  }
  keep(m, a, new KeyIteration(object, keys))
}

/** iterable -> an array of its first `a` values, padded with undefined, and with `b` 1 one more: the rest as an array */
export const takeValues: Operation = (m, { a, b, constant }) => {
  const source = m.pop()
  if (source === undefined || source === null) {
    throwError(m, 'TypeError', `${typeof constant === 'string' ? constant : describeValue(source)} is not iterable`)
  }
  const record = iterate(m, source, typeof constant === 'string' ? constant : undefined)
  const values: Value[] = []
  let done = false
  while (!done && values.length < a) {
    const value = record.next(m)
    done = value === DONE
    if (!done) values.push(value)
  }
  while (values.length < a) values.push(undefined)
  if (b === 1) {
    const rest = m.realm.array([])
    while (!done) {
      const value = record.next(m)
      done = value === DONE
      m.allocate(8)
      m.charge(1)
      if (!done) rest.elements.push(value)
    }
    values.push(rest)
  } else if (!done) record.close(m)
  m.push(m.realm.array(values))
}

/** list -> list value `a` */
export const peekElement: Operation = (m, { a }) => {
  const list = m.top()
  m.push(list instanceof Arr ? list.elements[a] : undefined)
}

/** Nothing can be taken from nothing: the constant says what was looked for. */
export const requireObject: Operation = (m, { constant }) => {
  const value = m.top()
  if (value !== undefined && value !== null) return
  throwError(
    m,
    'TypeError',
    `Cannot destructure ${typeof constant === 'string' ? constant : describeValue(value)} as it is ${value}.`,
  )
}
