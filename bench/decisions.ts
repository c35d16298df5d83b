/** How long one decision of the adaptive engine takes: ability from ten answers, and the choice of the next question. */
import { performance } from 'node:perf_hooks'
import type { Candidate } from '../lib/adaptive/candidates.ts'
import { chooseNext } from '../lib/adaptive/choose-next.ts'
import { policyNameSchema } from '../lib/contract/topic.ts'
import { quantile, rounded, type Suite } from './suite.ts'

const runs = 20_000
const warmUp = 5_000
const levels = [1, 2, 3, 4, 5]

const answers = Array.from({ length: 10 }, (_, index) => {
  const level = levels[index % levels.length] ?? 3
  return { level, a: 1, b: level - 3, c: 0.25, correct: index % 3 !== 0 }
})

/** As the live session gives them: the best of each level, however large the pool. */
const offers = (perLevel: number): Candidate[] =>
  levels.flatMap((level) =>
    Array.from({ length: perLevel }, (_, index) => ({
      questionId: (level * 1_000 + index).toString(16).padStart(24, '0'),
      level,
      a: 1,
      b: level - 3,
      c: 0.25,
      preference: index,
    })),
  )

/** With one candidate a level (the live path) and with ten (the path from the record). */
const perLevel = [1, 10]

export const suite: Suite = {
  name: 'decisions',
  purpose: 'the adaptive engine at ten answers',
  async run(report) {
    for (const policy of policyNameSchema.options) {
      for (const offered of perLevel) {
        report.progress(policy, policyNameSchema.options.indexOf(policy) / policyNameSchema.options.length)
        const candidates = offers(offered)
        const times: number[] = []
        for (let run = -warmUp; run < runs; run += 1) {
          const input = { policy, range: { min: 1, max: 5 }, length: 20, seed: `seed-${run}`, seq: 10 }
          const begin = performance.now()
          chooseNext({ ...input, prior: { mean: 0, sd: 1 }, answers, candidates })
          if (run >= 0) times.push((performance.now() - begin) * 1_000)
        }
        report.row('One decision, microseconds', {
          policy,
          candidates: candidates.length,
          p50: rounded(quantile(times, 0.5)),
          p99: rounded(quantile(times, 0.99)),
        })
      }
    }
  },
}
