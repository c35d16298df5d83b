import { describe, expect, it } from 'vitest'
import type { DistractorStatistics } from '../../lib/analytics/distractors.ts'
import { evidenceForQuarantine, type QuarantineInput } from '../../lib/analytics/quarantine.ts'

const good: QuarantineInput = {
  statistics: { n: 500, discriminationIndex: 20 },
  distractors: null,
  reports: { reporters: 0, served: 500 },
}

function topShares(n: number, ...shares: number[]): DistractorStatistics {
  const rest = { share: 0.3, middle: 0.3, bottom: 0.3, functioning: true }
  return { n, options: shares.map((top, option) => ({ option, isKey: option === 0, top, ...rest })) }
}

describe('evidenceForQuarantine', () => {
  it('finds none against a good item', () => {
    expect(evidenceForQuarantine({ ...good, distractors: topShares(500, 0.7, 0.2, 0.1) })).toBeNull()
  })

  it('holds a negative index against an item from 44 answers on', () => {
    const judge = (n: number, discriminationIndex: number | null) =>
      evidenceForQuarantine({ ...good, statistics: { n, discriminationIndex } })
    expect(judge(44, -0.1)).toEqual([{ rule: 'negative-discrimination', n: 44, discriminationIndex: -0.1 }])
    expect(judge(43, -90)).toBeNull()
    expect(judge(44, 0)).toBeNull()
    expect(judge(44, null)).toBeNull()
  })

  it('holds a distractor against it that the strongest choose more than the key, naming the worst', () => {
    const judge = (distractors: DistractorStatistics) => evidenceForQuarantine({ ...good, distractors })
    const [found] = judge(topShares(44, 0.2, 0.3, 0.5))!
    expect(found).toEqual({ rule: 'distractor-beats-key', n: 44, option: 2, distractorShare: 0.5, keyShare: 0.2 })
    expect(judge(topShares(44, 0.5, 0.5))).toBeNull()
    expect(judge(topShares(43, 0.1, 0.9))).toBeNull()
  })

  it('holds reports against it, by at least three students and surely more than one in twenty', () => {
    const judge = (reporters: number, served: number) =>
      evidenceForQuarantine({ ...good, reports: { reporters, served } })
    expect(judge(2, 2)).toBeNull()
    expect(judge(3, 20)).toMatchObject([{ rule: 'reported', reporters: 3, served: 20 }])
    expect(judge(3, 21)).toBeNull()
    expect(judge(50, 1000)).toBeNull()
    expect(judge(70, 1000)).not.toBeNull()
    // An event that was lost must not stop the night.
    expect(judge(4, 3)).not.toBeNull()
  })

  it('lists every rule that is broken', () => {
    const evidence = evidenceForQuarantine({
      statistics: { n: 60, discriminationIndex: -30 },
      distractors: topShares(60, 0.1, 0.9),
      reports: { reporters: 9, served: 60 },
    })
    expect(evidence?.map(({ rule }) => rule)).toEqual(['negative-discrimination', 'distractor-beats-key', 'reported'])
  })
})
