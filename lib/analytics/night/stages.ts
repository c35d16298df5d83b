/** The stages of a night, in their order. A new one is a file with one function, and a row here. */
import { dailyTotals } from '../figures/daily-totals.ts'
import { topicDay } from '../figures/topic-day.ts'
import { closeDay } from './close-day.ts'
import { reportNight } from './report-night.ts'
import { byTopic, inOnePiece, type Stage } from './stage.ts'

export const stages: readonly [Stage, ...Stage[]] = [
  { name: 'close-day', partitions: inOnePiece, run: closeDay },
  { name: 'daily-figures', partitions: byTopic, run: topicDay },
  { name: 'daily-totals', partitions: inOnePiece, run: dailyTotals },
  { name: 'report', partitions: inOnePiece, run: reportNight },
]
