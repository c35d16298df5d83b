/** Reads numbers, vectors and matrices out of the text of an option or an answer. */
import { evaluate } from './expression.ts'

const afterEquals = (text: string): string => text.slice(text.lastIndexOf('=') + 1)

/** "x = 5", "about 15 %", "68 euros", "\frac{11}{12}": one number, NaN when there is none. */
export function readNumber(text: string): number {
  const value = evaluate(afterEquals(text))
  if (!Number.isNaN(value)) return value
  return Number(/-?\d+(?:\.\d+)?/.exec(text)?.[0])
}

/** "x = -1 or x = \frac{5}{2}", "only 1", "0, 1 and 2": the numbers, in the order of the text. */
export const readNumbers = (text: string): number[] =>
  text
    .replace(/\\ /g, ' ')
    .replace(/\bonly\b/, '')
    .split(/,|\band\b|\bor\b/)
    .map((part) => evaluate(afterEquals(part)))

/** "(1, 0) and (0, 1)": every vector of the text. */
export const readVectors = (text: string): number[][] =>
  [...text.matchAll(/\(([^()]*,[^()]*)\)/g)].map(([, inside = '']) => inside.split(',').map((part) => evaluate(part)))

/** "(x, y) = (2, 1)": the last vector of the text. */
export const readVector = (text: string): number[] => readVectors(text).at(-1) ?? []

/** "\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}" */
export const readMatrix = (text: string): number[][] =>
  (/\\begin\{pmatrix\}(.*)\\end\{pmatrix\}/.exec(text)?.[1] ?? '')
    .split('\\\\')
    .map((row) => row.split('&').map((cell) => evaluate(cell)))

/** Case, white space and dollar signs do not count. */
export const readWords = (text: string): string =>
  text.normalize('NFKC').replace(/\$/g, '').toLowerCase().replace(/\s+/g, ' ').trim()
