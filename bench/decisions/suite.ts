/** How long one decision of the adaptive engine takes: ability from ten answers, and the choice of the next question. */
import { performance } from 'node:perf_hooks'
import type { Candidate } from '../../lib/adaptive/candidates.ts'
import { chooseNext } from '../../lib/adaptive/choose-next.ts'
import { policyNameSchema } from '../../lib/contract/topic.ts'
import { quantile } from '../quantile.ts'
import type { Report, Suite } from '../report.ts'
import { compareWithJscat } from './beside-jscat.ts'

const runs = 20_000
const warmUp = 5_000
const levels = [1, 2, 3, 4, 5]
/** The live path has one candidate a level, the path from the record ten. */
const candidatesPerLevel = [1, 10]

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

function run(report: Report): void {
  const { row, progress } = report
  const cases = policyNameSchema.options.flatMap((policy) =>
    candidatesPerLevel.map((perLevel) => ({ policy, perLevel })),
  )
  for (const [index, { policy, perLevel }] of cases.entries()) {
    progress(index / cases.length, policy)
    const candidates = offers(perLevel)
    const times = new Float64Array(runs)
    for (let turn = -warmUp; turn < runs; turn += 1) {
      const input = { policy, range: { min: 1, max: 5 }, length: 20, seed: `seed-${turn}`, seq: 10 }
      const begin = performance.now()
      chooseNext({ ...input, prior: { mean: 0, sd: 1 }, answers, candidates })
      if (turn >= 0) times[turn] = (performance.now() - begin) * 1_000
    }
    const what = `${policy}, ${candidates.length} candidates`
    row({ what: `${what}: median`, value: quantile(times, 0.5), unit: 'us' })
    row({ what: `${what}: p99`, value: quantile(times, 0.99), unit: 'us' })
  }
  compareWithJscat(report)
}

export const suite: Suite = { name: 'decisions', run }
