/** What calibration says of the levels of one prompt version, as words for the next. Pure. */
import type { CalibrationDocument } from '../../contract/analytics-documents.ts'
import { nominalParameters } from '../../contract/item-parameters.ts'

type LevelMean = CalibrationDocument['levels'][number]

/** Half a level: less is within what levels are anyhow. */
const noticeable = 0.5
/** Beyond this many standard errors, a difference is one. */
const certainty = 2
const fewestAnswers = 200

/**
 * One line for each level whose questions, over all topics, have come out harder or easier than they are called. Without
 * figures, so that the words change only when the finding does.
 */
export function levelHints(means: readonly LevelMean[]): string[] {
  const byLevel = Map.groupBy(means, ({ level }) => level)
  return [...byLevel.keys()].sort().flatMap((level) => {
    const ofLevel = byLevel.get(level) ?? []
    const n = ofLevel.reduce((sum, mean) => sum + mean.n, 0)
    if (n < fewestAnswers) return []
    const weighted = (of: (mean: LevelMean) => number) =>
      ofLevel.reduce((sum, mean) => sum + (mean.n / n) * of(mean), 0)
    const shift = weighted(({ b }) => b) - nominalParameters({ level, optionCount: null }).b
    const standardError = Math.sqrt(ofLevel.reduce((sum, mean) => sum + ((mean.n / n) * mean.standardError) ** 2, 0))
    if (Math.abs(shift) < Math.max(noticeable, certainty * standardError)) return []
    const [came, make] = shift > 0 ? ['harder', 'easier'] : ['easier', 'harder']
    return [`- Level ${level}: your questions have come out ${came} than the level is meant to be. Make them ${make}.`]
  })
}
