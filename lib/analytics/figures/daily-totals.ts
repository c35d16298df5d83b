/** The stage that puts a day's topics together into the document that administrators read. */
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { assembleDay } from './day-figures.ts'

export async function dailyTotals(deps: NightDeps, { dates }: StageWork): Promise<Counts> {
  let quizzes = 0
  for (const date of dates) {
    const figures = await assembleDay(deps, date)
    await deps.collections.analytics.replaceOne({ _id: date }, figures, { upsert: true })
    quizzes += figures.totalQuizzesTaken
  }
  return { days: dates.length, quizzes }
}
