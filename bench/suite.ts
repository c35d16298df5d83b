/** What every suite of measurements is, and what it reports to. */

/** One line of a table; all lines of a table have the same columns. */
export type Row = Readonly<Record<string, string | number>>

export type Report = {
  /** Adds a line to the table of that title. */
  row(title: string, row: Row): void
  /** Says how far the suite has come: 0 to 1. */
  progress(label: string, share: number): void
  /** What was left out, and why. */
  note(text: string): void
}

export type Suite = {
  name: string
  purpose: string
  run(report: Report): Promise<void>
}

/** The value below which so great a share of the numbers lies. @param share 0 to 1 */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** With so many significant digits, as a number. */
export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits))
