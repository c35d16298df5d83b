/** Matrices as arrays of rows, vectors as arrays of numbers. */
import { integers, roots, sum } from './numeric.ts'

export type Matrix = number[][]

/** '1 2; 3 4': a matrix with the rows 1 2 and 3 4. */
export const rows = (text: string): Matrix => text.split('; ').map((row) => row.split(' ').map(Number))

export const zeros = (height: number, width: number): Matrix =>
  integers(1, height).map(() => integers(1, width).map(() => 0))

export const dot = (u: readonly number[], v: readonly number[]): number => sum(u.map((value, i) => value * v[i]!))
export const norm = (v: readonly number[]): number => Math.sqrt(dot(v, v))
export const subtract = (u: readonly number[], v: readonly number[]): number[] => u.map((value, i) => value - v[i]!)
export const cross = ([a = 0, b = 0, c = 0]: readonly number[], [d = 0, e = 0, f = 0]: readonly number[]): number[] => [
  b * f - c * e,
  c * d - a * f,
  a * e - b * d,
]

export const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!))
export const multiply = (a: Matrix, b: Matrix): Matrix => a.map((row) => transpose(b).map((column) => dot(row, column)))
export const apply = (a: Matrix, v: readonly number[]): number[] => a.map((row) => dot(row, v))
export const add = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((value, j) => value + b[i]![j]!))
export const scale = (a: Matrix, factor: number): Matrix => a.map((row) => row.map((value) => factor * value))
export const trace = (a: Matrix): number => sum(a.map((row, i) => row[i]!))
export const power = (a: Matrix, n: number): Matrix => integers(2, n).reduce((result) => multiply(result, a), a)

export const isSame = (a: Matrix, b: Matrix): boolean =>
  a.every((row, i) => row.every((value, j) => Math.abs(value - b[i]![j]!) < 1e-9))

const without = (a: Matrix, i: number, j: number): Matrix =>
  a.filter((_, row) => row !== i).map((row) => row.filter((_, column) => column !== j))

/** Laplace expansion along the first row. */
export const determinant = (a: Matrix): number =>
  a.length === 0 ? 1 : sum(a[0]!.map((value, j) => (-1) ** j * value * determinant(without(a, 0, j))))

/** By cofactors. */
export const inverse = (a: Matrix): Matrix =>
  a.map((row, i) => row.map((_, j) => ((-1) ** (i + j) * determinant(without(a, j, i))) / determinant(a)))

/** Gaussian elimination. */
export function rank(a: Matrix): number {
  const pivotRow = a.find((row) => Math.abs(row[0] ?? 0) > 1e-9)
  if (a.length === 0 || a[0]!.length === 0) return 0
  if (pivotRow === undefined) return rank(a.map((row) => row.slice(1)))
  const others = a.filter((row) => row !== pivotRow)
  const rest = others.map((row) => row.map((value, j) => value - (row[0]! / pivotRow[0]!) * pivotRow[j]!).slice(1))
  return 1 + rank(rest)
}

const shifted = (a: Matrix, t: number): Matrix =>
  a.map((row, i) => row.map((value, j) => (i === j ? value - t : value)))

/** The different real eigenvalues between -50 and 50, as zeros of the characteristic polynomial. */
export const eigenvalues = (a: Matrix): number[] => roots((t) => determinant(shifted(a, t)))

/** Whether the dimensions of the real eigenspaces add up to the size. */
export const hasEigenbasis = (a: Matrix): boolean =>
  sum(eigenvalues(a).map((t) => a.length - rank(shifted(a, t)))) === a.length

/** The coefficients x that bring Ax closest to b: the solution of the normal equations. */
export const leastSquares = (a: Matrix, b: readonly number[]): number[] =>
  apply(inverse(multiply(transpose(a), a)), apply(transpose(a), b))

/** Orthogonal projection onto the span of linearly independent vectors. */
export const project = (v: readonly number[], span: Matrix): number[] =>
  apply(transpose(span), leastSquares(transpose(span), v))

/** Heron's formula. */
export function triangleArea(a: readonly number[], b: readonly number[], c: readonly number[]): number {
  const sides = [norm(subtract(a, b)), norm(subtract(b, c)), norm(subtract(c, a))]
  const half = sum(sides) / 2
  return Math.sqrt(sides.reduce((product, side) => product * (half - side), half))
}

/** Points of the unit sphere on a grid of angles, poles and axes included; `steps` per half turn, even. */
export const sphere = (steps: number): number[][] =>
  integers(0, steps).flatMap((i) =>
    integers(0, 2 * steps).map((j) => {
      const [polar, around] = [(i * Math.PI) / steps, (j * Math.PI) / steps]
      return [Math.sin(polar) * Math.cos(around), Math.sin(polar) * Math.sin(around), Math.cos(polar)]
    }),
  )

/** The kind of a quadratic form in two variables, by its values on the unit circle. */
export function describeForm(a: Matrix): string {
  const values = integers(0, 359).map((degree) => {
    const x = [Math.cos((degree * Math.PI) / 180), Math.sin((degree * Math.PI) / 180)]
    return dot(x, apply(a, x))
  })
  if (values.every((value) => value > 1e-9)) return 'positive definite'
  if (values.every((value) => value < -1e-9)) return 'negative definite'
  return values.every((value) => value > -1e-9) ? 'positive semidefinite' : 'indefinite'
}
