/**
 * A stack machine. Calls of the program's own functions are frames in a list, not calls of the host, so that recursion
 * of the student never becomes recursion of the host: only a built-in that calls back starts a nested `run`, and those
 * are counted. `Thrown` carries what the program throws; the other exceptions end the run.
 */
import type { IterationRecord } from '../iteration.ts'
import type { Realm } from '../realm.ts'
import type { Closure } from '../values/functions.ts'
import { type Arr, Box, type Obj, UNINITIALISED, type Value } from '../values/values.ts'
import { budget, OutOfBudget, UnsupportedConstruct, unitsPerStep } from './budget.ts'
import { FunctionCode, type Instruction } from './function-code.ts'

/** A value that the program threw. */
export class Thrown {
  readonly value: Value
  constructor(value: Value) {
    this.value = value
  }
}

type Handler = { readonly target: number; readonly sp: number }

const noBoxes: Box[] = []

export class Frame {
  readonly fn: Closure | null
  readonly code: FunctionCode
  readonly caller: Frame | null
  readonly bp: number
  /** Where to go on after a call. */
  pc = 0
  self: Value
  readonly newTarget: Obj | undefined
  /** The frame whose `this` counts: an arrow has that of its surroundings. */
  readonly home: Frame
  readonly boxes: Box[]
  readonly captured: readonly Box[]
  args: Value[] | null = null
  argumentsObject: Arr | Obj | null = null
  handlers: Handler[] | null = null
  iterators: (IterationRecord | null)[] | null = null

  constructor(
    fn: Closure | null,
    code: FunctionCode,
    caller: Frame | null,
    bp: number,
    self: Value,
    newTarget: Obj | undefined,
  ) {
    this.fn = fn
    this.code = code
    this.caller = caller
    this.bp = bp
    this.self = self
    this.newTarget = newTarget
    this.home = fn?.lexical ?? this
    this.captured = fn === null ? noBoxes : fn.captured
    this.boxes = code.boxCount === 0 ? noBoxes : new Array<Box>(code.boxCount)
  }
}

const rootCode = new FunctionCode('', 'function', true)

export class Machine {
  readonly realm: Realm
  frame: Frame
  instructions: Instruction[]
  pc = 0
  readonly stack: Value[] = []
  sp = 0
  bp = 0
  private units: number
  private readonly unitsAtStart: number
  private bytes: number = budget.allocatedBytes
  private depth = 0
  private nativeDepth = 0
  private lastFlatString = ''

  /** @param fuel steps */
  constructor(fuel: number, createRealm: (m: Machine) => Realm) {
    this.units = fuel * unitsPerStep
    this.unitsAtStart = this.units
    this.frame = new Frame(null, rootCode, null, 0, undefined, undefined)
    this.instructions = rootCode.instructions
    this.realm = createRealm(this)
  }

  get stepsUsed(): number {
    return Math.ceil((this.unitsAtStart - Math.max(this.units, 0)) / unitsPerStep)
  }

  /** @throws OutOfBudget */
  charge(units: number): void {
    this.units -= units
    if (this.units < 0) throw new OutOfBudget('fuel')
  }

  /** Charges memory, and the work of filling it. @throws OutOfBudget */
  allocate(bytes: number): void {
    this.bytes -= bytes
    if (this.bytes < 0) throw new OutOfBudget('allocation')
    this.units -= bytes >> 7
  }

  /** As `allocate`, where nothing may be thrown: the next one throws. */
  owe(bytes: number): void {
    this.bytes -= bytes
  }

  /** Charges a new string, and refuses one that is too long. */
  allocateString(length: number): void {
    if (length > budget.stringLength) throw new OutOfBudget('allocation')
    this.allocate(length * 2 + 16)
  }

  /** The host joins strings lazily: whoever looks into a long one pays for the joining, once. */
  flatten(text: string): void {
    if (text.length < 128 || text === this.lastFlatString) return
    this.lastFlatString = text
    this.charge(text.length >> 5)
    this.allocate(text.length < 1024 ? text.length >> 1 : text.length * 2)
  }

  /** Runs a built-in's part that recurses or calls back. */
  nested<T>(work: () => T): T {
    if (++this.nativeDepth > budget.nativeDepth) throw new OutOfBudget('depth')
    try {
      return work()
    } finally {
      this.nativeDepth--
    }
  }

  push(value: Value): void {
    this.stack[this.sp++] = value
  }

  pop(): Value {
    return this.stack[--this.sp]
  }

  top(): Value {
    return this.stack[this.sp - 1]
  }

  replaceTop(value: Value): void {
    this.stack[this.sp - 1] = value
  }

  /** Offset in the source of the instruction under way. */
  get offset(): number {
    return this.instructions[this.pc - 1]?.offset ?? 0
  }

  /**
   * Enters a closure. On the stack lie, up to the top: a place for the result, one more, and `argc` arguments, which
   * become the first local variables.
   */
  enter(fn: Closure, self: Value, argc: number, newTarget: Obj | undefined): void {
    const { code } = fn
    if (code.unsupported !== null) throw new UnsupportedConstruct(code.unsupported)
    if (++this.depth > budget.callDepth || this.sp + code.localCount > budget.stackSlots) throw new OutOfBudget('depth')
    this.charge(4)
    const bp = this.sp - argc
    const receiver = code.strict || code.kind === 'arrow' ? self : this.realm.sloppyThis(self)
    this.frame.pc = this.pc
    const frame = new Frame(fn, code, this.frame, bp, receiver, newTarget)
    const { stack } = this
    if (code.keepsArguments) {
      frame.args = stack.slice(bp, this.sp)
      this.allocate(argc * 8)
    }
    const end = bp + code.localCount
    for (let place = bp + Math.min(argc, code.parameterCount); place < end; place++) stack[place] = undefined
    this.sp = end
    this.bp = bp
    this.frame = frame
    this.instructions = code.instructions
    this.pc = 0
  }

  /** Leaves the current frame with its result on the stack of the caller. */
  leave(result: Value): void {
    const { frame } = this
    this.sp = frame.bp - 2
    this.resumeCaller(frame)
    this.stack[this.sp++] = result
  }

  private resumeCaller({ caller }: Frame): void {
    if (caller === null) throw new Error('the root frame has no caller')
    this.depth--
    this.frame = caller
    this.instructions = caller.code.instructions
    this.pc = caller.pc
    this.bp = caller.bp
  }

  /** Calls a closure from inside a built-in, and waits for its result. */
  runClosure(fn: Closure, self: Value, args: readonly Value[], newTarget?: Obj): Value {
    return this.nested(() => {
      const stop = this.frame
      const { pc, sp } = this
      this.push(undefined)
      this.push(undefined)
      for (const arg of args) this.push(arg)
      this.enter(fn, self, args.length, newTarget)
      try {
        this.run(stop)
      } catch (error) {
        // Other exceptions end the run, and leave the machine where it stopped.
        if (error instanceof Thrown) {
          this.sp = sp
          this.pc = pc
        }
        throw error
      }
      this.pc = pc
      return this.pop()
    })
  }

  /** Runs until `stop` is the current frame again. */
  private run(stop: Frame): void {
    while (this.frame !== stop) {
      try {
        while (this.frame !== stop) {
          const instruction = this.instructions[this.pc++]
          if (instruction === undefined) throw new Error('ran past the end of a function')
          if (--this.units < 0) throw new OutOfBudget('fuel')
          instruction.operation(this, instruction)
        }
      } catch (error) {
        if (!(error instanceof Thrown)) throw error
        this.unwind(error, stop)
      }
    }
  }

  /** Goes to the innermost handler above `stop`, or passes the exception on. */
  private unwind(thrown: Thrown, stop: Frame): void {
    while (this.frame !== stop) {
      const handler = this.frame.handlers?.pop()
      if (handler) {
        this.pc = handler.target
        this.sp = handler.sp
        this.push(thrown.value)
        return
      }
      this.resumeCaller(this.frame)
    }
    throw thrown
  }

  /** After a run that ended by an exception of the host: ready for the next call. */
  reset(root: Frame): void {
    this.frame = root
    this.instructions = root.code.instructions
    this.pc = 0
    this.sp = 0
    this.bp = 0
    this.depth = 0
    this.nativeDepth = 0
  }

  box(index: number): Box {
    const { boxes } = this.frame
    boxes[index] ??= new Box(UNINITIALISED)
    return boxes[index]
  }

  capturedBox(index: number): Box {
    const box = this.frame.captured[index]
    if (box === undefined) throw new Error('a captured variable is missing')
    return box
  }
}
