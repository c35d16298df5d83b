/** When an item does more harm than good, and why. */
import type { DistractorStatistics } from './distractors.ts'
import type { ItemStatistics } from './item-statistics.ts'
import { wilsonInterval } from './success-interval.ts'

export type QuarantineInput = {
  readonly statistics: Pick<ItemStatistics, 'n' | 'discriminationIndex'>
  /** null where the item has no options, or nobody chose one. */
  readonly distractors: DistractorStatistics | null
  /** Students, not reports: nobody counts twice. */
  readonly reports: { readonly reporters: number; readonly served: number }
}

/** What was found; kept with the item and shown to whoever may revert the quarantine. */
export type QuarantineEvidence =
  | { readonly rule: 'negative-discrimination'; readonly n: number; readonly discriminationIndex: number }
  | {
      readonly rule: 'distractor-beats-key'
      readonly n: number
      /** Its place in the item's own order. */
      readonly option: number
      /** Shares of the strongest 27 %. */
      readonly distractorShare: number
      readonly keyShare: number
    }
  | {
      readonly rule: 'reported'
      readonly reporters: number
      readonly served: number
      /** The reported share is at least this, at 95 %. */
      readonly atLeast: number
    }

/**
 * Answers below which an index says too little: an item of DI 25, which Moodle calls adequate, comes out negative in one
 * of twenty samples of 44 (the one-sided 5 % point of Pearson's correlation at n = 44 is 0.25).
 */
const fewestAnswers = 44

/** Two may be friends. */
const fewestReporters = 3

/** One in twenty who objects may be mistaken; more than that, at 95 %, is about the item. */
const tolerableReports = 0.05

/**
 * Every rule that the item breaks, or null: those who answer it rightly do worse elsewhere; the strongest students take
 * a distractor for the key; or more than a tolerable share reports it.
 */
export function evidenceForQuarantine(input: QuarantineInput): readonly QuarantineEvidence[] | null {
  const evidence = [negativeDiscrimination(input), beatenKey(input), reported(input)].filter((found) => found !== null)
  return evidence.length > 0 ? evidence : null
}

function negativeDiscrimination({ statistics }: QuarantineInput): QuarantineEvidence | null {
  const { n, discriminationIndex } = statistics
  if (n < fewestAnswers || discriminationIndex === null || discriminationIndex >= 0) return null
  return { rule: 'negative-discrimination', n, discriminationIndex }
}

function beatenKey({ distractors }: QuarantineInput): QuarantineEvidence | null {
  if (!distractors || distractors.n < fewestAnswers) return null
  const { n, options } = distractors
  const keyShare = options.find(({ isKey }) => isKey)?.top ?? 0
  const [strongest] = options.filter(({ isKey, top }) => !isKey && top > keyShare).sort((one, two) => two.top - one.top)
  if (!strongest) return null
  return { rule: 'distractor-beats-key', n, option: strongest.option, distractorShare: strongest.top, keyShare }
}

function reported({ reports: { reporters, served } }: QuarantineInput): QuarantineEvidence | null {
  // Whoever reports has been served, even where an interaction was lost on its way.
  const interval = wilsonInterval({ n: Math.max(served, reporters), count: reporters })
  if (!interval || reporters < fewestReporters || interval.low <= tolerableReports) return null
  return { rule: 'reported', reporters, served, atLeast: interval.low }
}
