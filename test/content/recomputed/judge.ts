/**
 * A recomputation names a passage of the question's stem, so that it cannot drift away from the file unnoticed, and
 * judges texts: does this option, or this answer, say what the computation found?
 */
import { evaluate } from './expression.ts'
import { truthOf } from './logic.ts'
import { type Curve, derivative } from './numeric.ts'
import { readMatrix, readNumber, readNumbers, readVector, readWords } from './read.ts'

/** `tolerance` is the question's own; a multiple-choice question has none (0). */
export type Judge = (said: string, tolerance: number) => boolean
export type Recomputation = { readonly passage: string; readonly says: Judge }

export const recompute = (passage: string, says: Judge): Recomputation => ({ passage, says })

const defaultSlack = 1e-6

export const close = (a: number, b: number, slack = defaultSlack): boolean => a === b || Math.abs(a - b) <= slack

const allClose = (a: readonly number[], b: readonly number[], slack: number): boolean =>
  a.length === b.length && a.every((value, i) => close(value, b[i] ?? Number.NaN, slack))

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** A judge by any other rule. */
export const holds =
  (rule: (said: string) => boolean): Judge =>
  (said) =>
    rule(said)

export const number =
  (compute: () => number | undefined, slack = defaultSlack): Judge =>
  (said, tolerance) =>
    close(readNumber(said), compute() ?? Number.NaN, Math.max(slack, tolerance))

/** A fraction a/b in lowest terms. */
export const fraction =
  (compute: () => number): Judge =>
  (said) => {
    const [, above, below] = /^(-?\d+) ?\/ ?(\d+)$/.exec(said)?.map(Number) ?? []
    if (above === undefined || below === undefined) return false
    const divisors = Array.from({ length: below - 1 }, (_, i) => i + 2)
    const isLowest = !divisors.some((d) => above % d === 0 && below % d === 0)
    return isLowest && close(above / below, compute(), 1e-9)
  }

/** Several numbers in any order. */
export const numbers =
  (compute: () => number[], slack = defaultSlack): Judge =>
  (said) =>
    allClose(ascending(readNumbers(said)), ascending(compute()), slack)

/** "x = 7, y = 3": several numbers in the order computed. */
export const assigned =
  (compute: () => number[] | undefined): Judge =>
  (said) =>
    allClose(readNumbers(said), compute() ?? [], defaultSlack)

export const vector =
  (compute: () => number[], slack = defaultSlack): Judge =>
  (said) =>
    allClose(readVector(said), compute(), slack)

export const matrix =
  (compute: () => number[][]): Judge =>
  (said) => {
    const [read, computed] = [readMatrix(said), compute()]
    return read.length === computed.length && read.every((row, i) => allClose(row, computed[i] ?? [], defaultSlack))
  }

/** "8 - i": real and imaginary part. */
export const complex =
  (compute: () => [number, number]): Judge =>
  (said) => {
    const [, real, sign, imaginary] = /^\$(-?\d+) ([+-]) (\d*)i\$$/.exec(said) ?? []
    return allClose([Number(real), Number(`${sign}${imaginary || 1}`)], compute(), defaultSlack)
  }

export const words =
  (compute: () => string): Judge =>
  (said) =>
    readWords(said) === readWords(compute())

const formulaAt = (said: string, x: number): number => evaluate(said.slice(said.lastIndexOf('=') + 1), { x, C: 0 })

const samples = [0.37, 1.21, 2.9]

/** A formula in x with the same values as the computed function. */
export const curve =
  (f: Curve): Judge =>
  (said) =>
    samples.every((x) => close(formulaAt(said, x), f(x), 1e-6 * Math.max(1, Math.abs(f(x)))))

/** A formula in x whose derivative is the given function. */
export const antiderivative =
  (f: Curve): Judge =>
  (said) =>
    samples.every((x) =>
      close(
        derivative((u) => formulaAt(said, u), x),
        f(x),
        1e-6 * Math.max(1, Math.abs(f(x))),
      ),
    )

const isInside = (said: string, x: number): boolean =>
  said.split(' or ').some((chain) => {
    const parts = chain.split(/([<>])/)
    const sides = parts.filter((_, i) => i % 2 === 0).map((side) => evaluate(side, { x }))
    const signs = parts.filter((_, i) => i % 2 === 1)
    return signs.every((sign, i) => (sign === '<' ? sides[i]! < sides[i + 1]! : sides[i]! > sides[i + 1]!))
  })

/** "-2 < x < 3", "x < -2 or x > 3": the numbers for which the rule holds. */
export const solutions =
  (rule: (x: number) => boolean): Judge =>
  (said) =>
    Array.from({ length: 401 }, (_, i) => (i - 200) / 10).every((x) => isInside(said, x) === rule(x))

/** "\Theta(n \log n)": the counted steps and the formula grow by nearly the same factor between two sizes. */
export const growth =
  (steps: (n: number) => number, [small, large]: readonly [number, number] = [2 ** 10, 2 ** 20]): Judge =>
  (said) => {
    const formula = /\\Theta\((.*)\)/.exec(said)?.[1] ?? ''
    const factor = evaluate(formula, { n: large }) / evaluate(formula, { n: small })
    const ratio = steps(large) / steps(small) / factor
    return ratio > 1 / 1.3 && ratio < 1.3
  }

/** "(NOT A) OR B": a Boolean expression in A and B with the same truth table. */
export const equivalent =
  (rule: (values: [boolean, boolean]) => boolean): Judge =>
  (said) =>
    [false, true].every((a) => [false, true].every((b) => truthOf(said, { A: a, B: b }) === rule([a, b])))
