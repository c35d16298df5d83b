/** UTC days, written YYYY-MM-DD. */

export const dayMs = 24 * 60 * 60 * 1_000

export type Period = { from: Date; to: Date }

/** [00:00, 24:00) of a date. */
export function periodOf(date: string): Period {
  const from = Date.parse(`${date}T00:00:00Z`)
  return { from: new Date(from), to: new Date(from + dayMs) }
}

/** As a query's condition. */
export const within = ({ from, to }: Period) => ({ $gte: from, $lt: to })

export const dateOf = (instant: Date): string => instant.toISOString().slice(0, 10)

/** First and last included. */
export function datesBetween(first: string, last: string): string[] {
  const days = Math.round((Date.parse(last) - Date.parse(first)) / dayMs)
  return Array.from({ length: days + 1 }, (_, day) => dateOf(new Date(Date.parse(first) + day * dayMs)))
}
