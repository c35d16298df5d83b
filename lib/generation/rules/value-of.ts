/** What an option or a key means as a number, units and formulas included; for finding two ways of writing one value. */
import { readNumber } from '../../grading/text.ts'
import { plain } from './rule.ts'

/** In base units; `unit` is empty for a bare number. */
export type Quantity = { value: number; unit: string }

const prefixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  µ: 1e-6,
  μ: 1e-6,
  m: 1e-3,
  c: 1e-2,
  d: 1e-1,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
}
const baseUnits = new Set(['m', 'g', 's', 'L', 'l', 'J', 'W', 'V', 'A', 'N', 'Pa', 'Hz', 'C', 'F', 'Ω', 'mol', 'eV'])

const scaledUnit = /^(?<prefix>[nµμmcdkMG]?)(?<base>[A-Za-zΩ]+)$/
const numberAndUnit = /^(?<number>[-+\u2212]?[\d.,/]+(?:\s*[x×*·]\s*10\^?-?\d+)?)\s*(?<unit>%|[A-Za-zµμΩ°][^\d]*)?$/

/** null for what is no single number with at most one unit, and for what can be read in two ways ('1,250'). */
export function quantityOf(text: string): Quantity | null {
  const { number, unit = '' } = numberAndUnit.exec(withoutLatex(plain(text)))?.groups ?? {}
  const [value, ...others] = readNumber(number ?? '')
  if (value === undefined || others.length > 0) return null
  return unit === '%' ? { value: value / 100, unit: '' } : inBaseUnits(value, unit.trim())
}

function inBaseUnits(value: number, unit: string): Quantity {
  const { prefix = '', base = '' } = scaledUnit.exec(unit)?.groups ?? {}
  // Mol and m are units themselves, not a milli-ol and a milli-nothing.
  if (baseUnits.has(unit) || !baseUnits.has(base)) return { value, unit }
  return { value: value * (prefixes[prefix] ?? 1), unit: base }
}

/** `$\frac{1}{2}$` is 1/2. */
export const withoutLatex = (text: string): string =>
  text
    .replace(/^\$([^$]*)\$$/, '$1')
    .replace(/\\[dt]?frac\{(-?\d+)\}\{(\d+)\}/g, '$1/$2')
    .replace(/\\(?:cdot|times)/g, '*')
    .replace(/\^\{(-?\d+)\}/g, '^$1')
    .replace(/\\[%,;! ]/g, (sign) => (sign === '\\%' ? '%' : ' '))
    .trim()

/** Binary fractions: what differs by less has been rounded. Relative, for an option may be Planck's constant. */
export const isSameNumber = (one: number, other: number) =>
  Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other))

export const isSameQuantity = (one: Quantity, other: Quantity) =>
  one.unit === other.unit && isSameNumber(one.value, other.value)
