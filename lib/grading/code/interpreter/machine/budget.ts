/**
 * What one run may use up. All of it is counted, never timed, and charged inside built-ins too, so the same program
 * ends at the same step on every machine.
 */

/** A step is about one simple statement. Inside, it is this many units of work: an instruction costs one or more. */
export const unitsPerStep = 8

export const budget = Object.freeze({
  /** Bytes, by estimate and on the high side, that a run may allocate; what is garbage by then counts as well. */
  allocatedBytes: 36 * 1024 * 1024,
  /** Interpreted calls under way at one time; Node itself stops at about 11,000. */
  callDepth: 10_000,
  /** Variables and intermediate results of all calls under way. */
  stackSlots: 400_000,
  /** Built-ins under way that call back or recurse, which is all that uses the host's own stack. */
  nativeDepth: 240,
  stringLength: 1 << 20,
  arrayLength: 1 << 21,
  bigintBits: 1 << 16,
})

export type BudgetReason = 'fuel' | 'depth' | 'allocation'

/** The program used up a budget. It cannot catch this. */
export class OutOfBudget extends Error {
  override name = 'OutOfBudget'
  readonly reason: BudgetReason
  constructor(reason: BudgetReason) {
    super(`out of ${reason}`)
    this.reason = reason
  }
}

/** The program needs syntax or library that the interpreter lacks. It cannot catch this. */
export class UnsupportedConstruct extends Error {
  override name = 'UnsupportedConstruct'
  readonly construct: string
  constructor(construct: string) {
    super(`unsupported: ${construct}`)
    this.construct = construct
  }
}
