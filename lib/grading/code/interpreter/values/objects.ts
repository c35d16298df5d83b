/** Objects with an inner value. */
import { UnsupportedConstruct } from '../machine/budget.ts'
import { Arr, arrayIndexOf, type Key, Obj, type Stored, type Sym, slotOf, type Value } from './values.ts'

/** `new Number(1)` and its like, and what a method sees as `this` in sloppy code. */
export class PrimitiveObj extends Obj {
  readonly primitive: boolean | number | string | bigint | Sym
  constructor(proto: Obj | null, primitive: boolean | number | string | bigint | Sym) {
    super(proto)
    this.primitive = primitive
  }

  override getOwn(key: Key): Stored {
    if (typeof this.primitive === 'string') {
      if (key === 'length') return slotOf(this.primitive.length, false, false, false)
      const index = arrayIndexOf(key)
      if (index !== -1 && index < this.primitive.length) {
        return slotOf(this.primitive.charAt(index), false, true, false)
      }
    }
    return super.getOwn(key)
  }

  override ownKeys(): Key[] {
    if (typeof this.primitive !== 'string') return super.ownKeys()
    return [...Array.from(this.primitive, (_, index) => String(index)), 'length', ...super.ownKeys()]
  }
}

/** Marks what `Object.prototype.toString` and the display call an Error. */
export class ErrorObj extends Obj {}

export class DateObj extends Obj {
  private known: number | null

  /** @param time null for now, which may be set but never read */
  constructor(proto: Obj | null, time: number | null) {
    super(proto)
    this.known = time
  }

  /** Milliseconds since 1970 UTC, or NaN. */
  get time(): number {
    if (this.known === null) throw new UnsupportedConstruct('the current time')
    return this.known
  }

  set time(time: number) {
    this.known = time
  }
}

/** What a Map or Set holds: -0 is 0, and iteration sees what is added meanwhile, as the host's Map has it. */
export class MapObj extends Obj {
  readonly entries = new Map<Value, Value>()
}

export class SetObj extends Obj {
  readonly members = new Set<Value>()
}

export class WeakMapObj extends Obj {
  readonly entries = new Map<Value, Value>()
}

export class WeakSetObj extends Obj {
  readonly members = new Set<Value>()
}

/** An iterator that a built-in made. `step` gives the next value, or null at the end. */
export class IteratorObj extends Obj {
  readonly step: () => { value: Value } | null
  finished = false
  constructor(proto: Obj | null, step: () => { value: Value } | null) {
    super(proto)
    this.step = step
  }
}

/** The object behind `arguments`: like an array, but none to `Array.isArray`. */
export class ArgumentsObj extends Arr {}
