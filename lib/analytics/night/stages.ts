/** The stages of a night, in their order. A new one is a file with one function, and a row here. */
import { exportPartitions, writeExports, writeManifest } from '../exports/exports-stage.ts'
import { judgePatterns } from '../feedback/pattern-findings-stage.ts'
import { proposePrompt } from '../feedback/propose-prompts-stage.ts'
import { findOutTopic } from '../feedback/topic-findings-stage.ts'
import { dailyTotals } from '../figures/daily-totals.ts'
import { topicDay } from '../figures/topic-day.ts'
import { calibrateTopic } from '../items/calibrate-stage.ts'
import { measureItems } from '../items/item-statistics-stage.ts'
import { quarantineItems } from '../items/quarantine-stage.ts'
import { decideExperiments } from '../prompts/promotion-stage.ts'
import { measurePrompts } from '../prompts/prompt-figures.ts'
import { byPrompt, measureOutcomes } from '../prompts/prompt-outcomes-stage.ts'
import { closeDay } from './close-day.ts'
import { reportNight } from './report-night.ts'
import { byTopic, inOnePiece, type Stage } from './stage.ts'

export const stages: readonly [Stage, ...Stage[]] = [
  { name: 'close-day', partitions: inOnePiece, run: closeDay },
  { name: 'daily-figures', partitions: byTopic, run: topicDay },
  { name: 'daily-totals', partitions: inOnePiece, run: dailyTotals },
  { name: 'item-statistics', partitions: byTopic, run: measureItems },
  { name: 'calibration', partitions: byTopic, run: calibrateTopic },
  { name: 'quarantine', partitions: byTopic, run: quarantineItems },
  { name: 'prompt-outcomes', partitions: byPrompt, run: measureOutcomes },
  { name: 'prompt-figures', partitions: inOnePiece, run: measurePrompts },
  { name: 'exports', partitions: exportPartitions, run: writeExports },
  { name: 'manifest', partitions: inOnePiece, run: writeManifest },
  { name: 'promotion', partitions: byPrompt, run: decideExperiments },
  { name: 'topic-findings', partitions: byTopic, run: findOutTopic },
  { name: 'pattern-findings', partitions: byTopic, run: judgePatterns },
  { name: 'prompt-proposals', partitions: byPrompt, run: proposePrompt },
  { name: 'report', partitions: inOnePiece, run: reportNight },
]
