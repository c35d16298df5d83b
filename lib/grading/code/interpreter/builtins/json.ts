/** JSON. */
import { call, isCallable } from '../call.ts'
import { bigintText, toInteger, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import { enumerableKeys, get, put } from '../property.ts'
import { Fn } from '../values/functions.ts'
import { PrimitiveObj } from '../values/objects.ts'
import { symbols } from '../values/symbols.ts'
import { type Arr, Obj, Sym, type Value } from '../values/values.ts'
import { isArray } from './array-operations.ts'
import { defineTable } from './define.ts'

class Writer {
  private readonly m: Machine
  private readonly replacer: Value
  private readonly allowed: ReadonlySet<string> | null
  private readonly gap: string
  private readonly open = new Set<Obj>()

  constructor(m: Machine, replacer: Value, gap: string) {
    this.m = m
    this.replacer = isCallable(replacer) ? replacer : undefined
    this.allowed = isArray(replacer) ? new Set(replacer.elements.map((key) => toText(m, key))) : null
    this.gap = gap
  }

  /** Undefined when the value has no place in JSON. */
  write(holder: Obj, key: string, indent: string): string | undefined {
    const { m } = this
    m.charge(1)
    let value = get(m, holder, key)
    if (value instanceof Obj || typeof value === 'bigint') {
      const own = get(m, value, 'toJSON')
      if (isCallable(own)) value = call(m, own, value, [key])
    }
    if (this.replacer !== undefined) value = call(m, this.replacer, holder, [key, value])
    if (value instanceof PrimitiveObj) value = value.primitive
    switch (typeof value) {
      case 'string':
        return this.text(JSON.stringify(value))
      case 'number':
        return Number.isFinite(value) ? String(value) : 'null'
      case 'boolean':
        return String(value)
      case 'bigint':
        bigintText(m, value, 10)
        return throwError(m, 'TypeError', 'Do not know how to serialize a BigInt')
      case 'undefined':
        return undefined
      default:
        if (value === null) return 'null'
        if (value instanceof Sym || value instanceof Fn) return undefined
        return this.writeObject(value, indent)
    }
  }

  private text(text: string): string {
    this.m.allocateString(text.length)
    return text
  }

  private writeObject(value: Obj, indent: string): string {
    if (this.open.has(value)) throwError(this.m, 'TypeError', 'Converting circular structure to JSON')
    this.open.add(value)
    const inner = indent + this.gap
    const written = this.m.nested(() =>
      isArray(value) ? this.writeArray(value, inner, indent) : this.writeMembers(value, inner, indent),
    )
    this.open.delete(value)
    return this.text(written)
  }

  private writeArray(value: Arr, inner: string, outer: string): string {
    const items = Array.from(value.elements, (_, index) => this.write(value, String(index), inner) ?? 'null')
    return this.enclose('[', items, ']', inner, outer)
  }

  private writeMembers(value: Obj, inner: string, outer: string): string {
    const items: string[] = []
    for (const key of this.allowed ?? enumerableKeys(this.m, value)) {
      const written = this.write(value, key, inner)
      if (written !== undefined) items.push(`${JSON.stringify(key)}:${this.gap === '' ? '' : ' '}${written}`)
    }
    return this.enclose('{', items, '}', inner, outer)
  }

  private enclose(open: string, items: readonly string[], close: string, inner: string, outer: string): string {
    if (items.length === 0) return open + close
    this.m.allocate(items.reduce((sum, item) => sum + item.length + 64, 0))
    if (this.gap === '') return open + items.join(',') + close
    return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${outer}${close}`
  }
}

function stringify(m: Machine, value: Value, replacer: Value, space: Value): Value {
  const width = space instanceof PrimitiveObj ? space.primitive : space
  const gap =
    typeof width === 'number'
      ? ' '.repeat(Math.min(10, Math.max(0, toInteger(m, width))))
      : typeof width === 'string'
        ? width.slice(0, 10)
        : ''
  const holder = m.realm.object()
  put(m, holder, '', value)
  return new Writer(m, replacer, gap).write(holder, '', '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const spacePattern = /[ \t\n\r]*/y

class Reader {
  private at = 0
  private readonly m: Machine
  private readonly text: string

  constructor(m: Machine, text: string) {
    m.flatten(text)
    m.charge(text.length >> 3)
    this.m = m
    this.text = text
  }

  read(): Value {
    const value = this.value()
    this.skip()
    if (this.at < this.text.length) this.fail()
    return value
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (!found) return null
    this.at += found[0].length
    return found[0]
  }

  private skip(): void {
    this.match(spacePattern)
  }

  private eat(text: string): boolean {
    this.skip()
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  private fail(): never {
    const { text, at } = this
    if (at >= text.length) throwError(this.m, 'SyntaxError', 'Unexpected end of JSON input')
    throwError(this.m, 'SyntaxError', `Unexpected token '${text.charAt(at)}', "${text.slice(0, 40)}" is not valid JSON`)
  }

  private value(): Value {
    this.m.charge(1)
    this.skip()
    if (this.eat('{')) return this.m.nested(() => this.members())
    if (this.eat('[')) return this.m.nested(() => this.elements())
    if (this.eat('true')) return true
    if (this.eat('false')) return false
    if (this.eat('null')) return null
    if (this.text.charAt(this.at) === '"') return this.string()
    const number = this.match(numberPattern)
    return number === null || number === '' ? this.fail() : Number(number)
  }

  private string(): string {
    const literal = this.match(stringPattern)
    if (literal === null) return this.fail()
    this.m.allocateString(literal.length)
    const parsed: unknown = JSON.parse(literal)
    return typeof parsed === 'string' ? parsed : this.fail()
  }

  private elements(): Value {
    const list: Value[] = []
    if (this.eat(']')) return this.m.realm.array(list)
    do {
      this.m.allocate(16)
      list.push(this.value())
    } while (this.eat(','))
    if (!this.eat(']')) this.fail()
    return this.m.realm.array(list)
  }

  private members(): Value {
    const object = this.m.realm.object()
    if (this.eat('}')) return object
    do {
      this.skip()
      const key = this.string()
      if (!this.eat(':')) this.fail()
      put(this.m, object, key, this.value())
    } while (this.eat(','))
    if (!this.eat('}')) this.fail()
    return object
  }
}

/** Hands each value to the program's reviver, the innermost first. */
function revive(m: Machine, holder: Obj, key: string, reviver: Value): Value {
  const value = get(m, holder, key)
  if (value instanceof Obj) {
    m.nested(() => {
      const keys = isArray(value) ? value.elements.map((_, index) => String(index)) : enumerableKeys(m, value)
      for (const inner of keys) {
        const revived = revive(m, value, inner, reviver)
        if (revived === undefined) value.removeOwn(inner)
        else put(m, value, inner, revived)
      }
    })
  }
  return call(m, reviver, holder, [key, value])
}

export const jsonTable = defineTable({
  methods: {
    parse: [
      (m, _self, [text, reviver]) => {
        const value = new Reader(m, toText(m, text)).read()
        if (!isCallable(reviver)) return value
        const holder = m.realm.object()
        put(m, holder, '', value)
        return revive(m, holder, '', reviver)
      },
      2,
    ],
    stringify: [(m, _self, [value, replacer, space]) => stringify(m, value, replacer, space), 3],
  },
  symbols: [[symbols.toStringTag, { kind: 'constant', value: 'JSON' }]],
})
