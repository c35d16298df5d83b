/**
 * A backtracking matcher with its own stack, charged for each step: a catastrophic pattern uses up the fuel, not the
 * host's stack or time.
 */
import { isLineEnd, isWord } from './character-classes.ts'
import type { MatchProgram, Step } from './compile-pattern.ts'

/** What pays for the work: the machine. */
type Meter = { charge(units: number): void; allocate(bytes: number): void }

/** Start and end of the match and of each group; -1 for a group that took no part. */
export type Captures = readonly number[]

/** Looks for a match that begins at `from`, or further on unless `onlyThere`. */
export function findMatch(
  meter: Meter,
  program: MatchProgram,
  text: string,
  from: number,
  onlyThere: boolean,
): Captures | null {
  for (let start = from; start <= text.length; start++) {
    meter.charge(1)
    // With the flag u a match never begins inside a surrogate pair.
    if (program.pattern.flags.unicode && start > from && (text.codePointAt(start - 1) ?? 0) > 0xffff) continue
    const attempt = new Attempt(meter, program, text)
    const end = attempt.run(0, start)
    if (end !== -1) {
      const captures = attempt.slots.slice(0, program.pattern.groupCount * 2)
      captures[0] = start
      captures[1] = end
      return captures
    }
    if (onlyThere) return null
  }
  return null
}

class Attempt {
  readonly slots: number[]
  private readonly meter: Meter
  private readonly steps: readonly Step[]
  private readonly text: string
  private readonly unicode: boolean
  private readonly ignoreCase: boolean
  private readonly multiline: boolean
  /**
   * Three numbers an entry. A choice: step, position, -1. A slot to restore: slot, its old value, -2.
   */
  private readonly trail: number[] = []

  constructor(meter: Meter, { steps, slotCount, pattern }: MatchProgram, text: string) {
    this.meter = meter
    this.steps = steps
    this.text = text
    this.slots = new Array<number>(slotCount).fill(-1)
    this.unicode = pattern.flags.unicode
    this.ignoreCase = pattern.flags.ignoreCase
    this.multiline = pattern.flags.multiline
    meter.charge(slotCount >> 3)
  }

  /** The position after the match, or -1. */
  run(firstStep: number, start: number): number {
    const base = this.trail.length
    let at = firstStep
    let position = start
    for (;;) {
      this.meter.charge(1)
      const step = this.steps[at]
      if (step === undefined) throw new Error('ran past the end of a pattern')
      if (step.kind === 'done') {
        this.dropChoices(base)
        return position
      }
      const next = this.take(step, at, position)
      if (next !== -1) {
        at =
          step.kind === 'jump'
            ? step.target
            : step.kind === 'split'
              ? step.first
              : step.kind === 'look'
                ? step.end
                : at + 1
        position = next
        continue
      }
      const choice = this.backtrack(base)
      if (choice === null) return -1
      at = choice[0]
      position = choice[1]
    }
  }

  /** The position after a step, or -1 when it fails. */
  private take(step: Step, at: number, position: number): number {
    switch (step.kind) {
      case 'char':
        return this.takeCharacter(step, position)
      case 'split':
        this.push(step.second, position, -1)
        return position
      case 'save':
      case 'mark':
        this.set(step.slot, position)
        return position
      case 'progress':
        return this.slots[step.slot] === position ? -1 : position
      case 'forget':
        for (let slot = step.from; slot < step.to; slot++) if (this.slots[slot] !== -1) this.set(slot, -1)
        return position
      case 'assert':
        return this.holds(step.what, position) ? position : -1
      case 'backreference':
        return this.takeAgain(step, position)
      case 'look': {
        const before = this.trail.length
        const found = this.run(at + 1, position) !== -1
        if (step.negated && found) this.undo(before)
        return found !== step.negated ? position : -1
      }
      default:
        return position
    }
  }

  private push(a: number, b: number, kind: -1 | -2): void {
    this.meter.allocate(16)
    this.trail.push(a, b, kind)
  }

  private set(slot: number, value: number): void {
    this.push(slot, this.slots[slot] ?? -1, -2)
    this.slots[slot] = value
  }

  /** Restores slots down to the last choice above `base`. */
  private backtrack(base: number): [number, number] | null {
    while (this.trail.length > base) {
      const kind = this.trail.pop()
      const b = this.trail.pop() ?? -1
      const a = this.trail.pop() ?? -1
      if (kind === -1) return [a, b]
      this.slots[a] = b
    }
    return null
  }

  private undo(base: number): void {
    while (this.backtrack(base) !== null) this.meter.charge(1)
  }

  /** A finished part tries nothing else, but what it caught can still be undone by what is around it. */
  private dropChoices(base: number): void {
    let to = base
    for (let at = base; at < this.trail.length; at += 3) {
      if (this.trail[at + 2] !== -2) continue
      this.trail[to] = this.trail[at] ?? -1
      this.trail[to + 1] = this.trail[at + 1] ?? -1
      this.trail[to + 2] = -2
      to += 3
    }
    this.meter.charge((this.trail.length - base) >> 3)
    this.trail.length = to
  }

  private takeCharacter({ test, invert, back }: Extract<Step, { kind: 'char' }>, position: number): number {
    const code = back ? this.codeBefore(position) : this.codeAt(position)
    if (code === -1) return -1
    const matches = test(code) || (this.ignoreCase && caseVariants(code).some(test))
    if (matches === invert) return -1
    const width = code > 0xffff ? 2 : 1
    return back ? position - width : position + width
  }

  private codeAt(position: number): number {
    if (position >= this.text.length) return -1
    return (this.unicode ? this.text.codePointAt(position) : this.text.charCodeAt(position)) ?? -1
  }

  private codeBefore(position: number): number {
    if (position <= 0) return -1
    if (this.unicode && position > 1) {
      const pair = this.text.codePointAt(position - 2) ?? 0
      if (pair > 0xffff) return pair
    }
    return this.text.charCodeAt(position - 1)
  }

  private holds(what: 'start' | 'end' | 'word' | 'notWord', position: number): boolean {
    switch (what) {
      case 'start':
        return position === 0 || (this.multiline && isLineEnd(this.text.charCodeAt(position - 1)))
      case 'end':
        return position === this.text.length || (this.multiline && isLineEnd(this.text.charCodeAt(position)))
      default: {
        const before = position > 0 && isWord(this.text.charCodeAt(position - 1))
        const after = position < this.text.length && isWord(this.text.charCodeAt(position))
        return (before !== after) === (what === 'word')
      }
    }
  }

  private takeAgain({ group, back }: Extract<Step, { kind: 'backreference' }>, position: number): number {
    const start = this.slots[group * 2] ?? -1
    const end = this.slots[group * 2 + 1] ?? -1
    if (start === -1 || end === -1) return position
    const length = end - start
    const from = back ? position - length : position
    if (from < 0 || from + length > this.text.length) return -1
    this.meter.charge(length >> 3)
    const caught = this.text.slice(start, end)
    const found = this.text.slice(from, from + length)
    const same = this.ignoreCase ? caught.toUpperCase() === found.toUpperCase() : caught === found
    return same ? (back ? from : from + length) : -1
  }
}

/** Upper and lower case of a character, as far as each is one character; ASCII keeps to itself. */
function caseVariants(code: number): number[] {
  const character = String.fromCodePoint(code)
  return [character.toUpperCase(), character.toLowerCase()]
    .map((variant) => variant.codePointAt(0) ?? code)
    .filter((variant) => String.fromCodePoint(variant).length === character.length && variant < 128 === code < 128)
}
