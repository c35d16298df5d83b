/** Days for administrators: as the nights have stored them; the rest, today above all, is counted now and not stored. */
import type { DayFigures } from '../../contract/analytics.ts'
import type { Collections } from '../../platform/collections.ts'
import { datesBetween } from '../utc-day.ts'
import { computeDay } from './day-figures.ts'

/** First and last included, without days that are still to come; today is always counted anew. */
export async function readDays(
  deps: { collections: Collections },
  first: string,
  last: string,
  today: string,
): Promise<DayFigures[]> {
  const stored = await deps.collections.analytics.find({ _id: { $gte: first, $lte: last } }).toArray()
  const byDate = new Map(stored.map(({ _id, ...figures }) => [_id, figures]))
  const days: DayFigures[] = []
  for (const date of datesBetween(first, last < today || first > today ? last : today)) {
    const kept = date < today ? byDate.get(date) : undefined
    days.push(kept ?? (await computeDay(deps, date)))
  }
  return days
}
