/** A pattern to a program for the matcher: a list of small steps with jumps. */
import { type CharTest, type Pattern, type PatternNode, UnsupportedPattern } from './pattern.ts'

export type Step =
  | { readonly kind: 'char'; readonly test: CharTest; readonly invert: boolean; readonly back: boolean }
  | { readonly kind: 'assert'; readonly what: 'start' | 'end' | 'word' | 'notWord' }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'forget'; readonly from: number; readonly to: number }
  /** Goes on with `first`; `second` is tried when that fails. */
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; target: number }
  | { readonly kind: 'backreference'; readonly group: number; readonly back: boolean }
  | { readonly kind: 'look'; readonly negated: boolean; readonly start: number; end: number }
  /** Notes the position in a slot of its own, and later fails when there has been no progress since. */
  | { readonly kind: 'mark'; readonly slot: number }
  | { readonly kind: 'progress'; readonly slot: number }
  | { readonly kind: 'done' }

export type MatchProgram = {
  readonly pattern: Pattern
  readonly steps: readonly Step[]
  /** Two for each capture, then one for each unbounded repetition. */
  readonly slotCount: number
}

const mostSteps = 20_000

export function compilePattern(pattern: Pattern): MatchProgram {
  const steps: Step[] = []
  let slotCount = pattern.groupCount * 2

  const add = <T extends Step>(step: T): T => {
    if (steps.length >= mostSteps) throw new UnsupportedPattern('a regular expression with so many repetitions')
    steps.push(step)
    return step
  }

  const emit = (node: PatternNode, back: boolean): void => {
    switch (node.kind) {
      case 'empty':
        return
      case 'char':
        add({ kind: 'char', test: node.test, invert: node.invert, back })
        return
      case 'assert':
        add({ kind: 'assert', what: node.what })
        return
      case 'sequence':
        for (const item of back ? [...node.items].reverse() : node.items) emit(item, back)
        return
      case 'choice':
        emitChoice(node.options, back)
        return
      case 'group':
        if (node.index > 0) add({ kind: 'save', slot: node.index * 2 + (back ? 1 : 0) })
        emit(node.body, back)
        if (node.index > 0) add({ kind: 'save', slot: node.index * 2 + (back ? 0 : 1) })
        return
      case 'look': {
        const look = add({ kind: 'look', negated: node.negated, start: steps.length + 1, end: 0 })
        emit(node.body, node.behind)
        add({ kind: 'done' })
        look.end = steps.length
        return
      }
      case 'backreference': {
        const group = typeof node.group === 'number' ? node.group : pattern.names.get(node.group)
        if (group !== undefined) add({ kind: 'backreference', group, back })
        return
      }
      case 'repeat':
        emitRepeat(node, back)
    }
  }

  const emitChoice = (options: readonly PatternNode[], back: boolean): void => {
    const ends: { target: number }[] = []
    options.forEach((option, index) => {
      if (index === options.length - 1) {
        emit(option, back)
        return
      }
      const split = add({ kind: 'split', first: steps.length + 1, second: 0 })
      emit(option, back)
      ends.push(add({ kind: 'jump', target: 0 }))
      split.second = steps.length
    })
    for (const end of ends) end.target = steps.length
  }

  const emitTurn = ({ body, groups }: Extract<PatternNode, { kind: 'repeat' }>, back: boolean): void => {
    if (groups[1] > groups[0]) add({ kind: 'forget', from: groups[0] * 2, to: groups[1] * 2 })
    emit(body, back)
  }

  const emitSplit = (greedy: boolean) => {
    const split = add({ kind: 'split', first: 0, second: 0 })
    const inside = steps.length
    return (outside: number) => {
      split.first = greedy ? inside : outside
      split.second = greedy ? outside : inside
    }
  }

  const emitRepeat = (node: Extract<PatternNode, { kind: 'repeat' }>, back: boolean): void => {
    if (node.min > mostSteps) throw new UnsupportedPattern('a regular expression with so many repetitions')
    for (let turn = 0; turn < node.min; turn++) emitTurn(node, back)
    if (node.max === Number.POSITIVE_INFINITY) {
      const slot = slotCount++
      const start = steps.length
      const leave = emitSplit(node.greedy)
      add({ kind: 'mark', slot })
      emitTurn(node, back)
      add({ kind: 'progress', slot })
      add({ kind: 'jump', target: start })
      leave(steps.length)
      return
    }
    const leaves: ((outside: number) => void)[] = []
    for (let turn = node.min; turn < node.max; turn++) {
      leaves.push(emitSplit(node.greedy))
      const slot = slotCount++
      add({ kind: 'mark', slot })
      emitTurn(node, back)
      add({ kind: 'progress', slot })
    }
    for (const leave of leaves) leave(steps.length)
  }

  emit(pattern.body, false)
  add({ kind: 'done' })
  return { pattern, steps, slotCount }
}
