import { describe, expect, it } from 'vitest'
import { firstOfEachLevel } from '../../lib/adaptive/candidates.ts'

describe('firstOfEachLevel', () => {
  it('gives one question for each level that has any, easiest level first', () => {
    const candidates = [4, 2, 5, 2, 4].map((level, i) => {
      return { questionId: `q${i}`, level, a: 1, b: level - 3, c: 0, preference: i }
    })
    const firsts = firstOfEachLevel({ candidates, range: { min: 1, max: 5 }, seed: 'seed', seq: 0 })
    expect(firsts.map(({ questionId }) => questionId)).toEqual(['q1', 'q0', 'q2'])
  })
})
