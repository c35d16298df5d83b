import { describe, expect, it } from 'vitest'
import { firstOfEachLevel } from '../../lib/adaptive/candidates.ts'
import { hashText } from '../../lib/adaptive/hash.ts'

describe('firstOfEachLevel', () => {
  it('gives one question for each level that has any, easiest level first', () => {
    const candidates = [4, 2, 5, 2, 4].map((level, i) => {
      return { questionId: `q${i}`, level, a: 1, b: level - 3, c: 0, preference: i }
    })
    const firsts = firstOfEachLevel({ candidates, range: { min: 1, max: 5 }, seed: 'seed', seq: 0 })
    expect(firsts.map(({ questionId }) => questionId)).toEqual(['q1', 'q0', 'q2'])
  })

  const equals = ['q1', 'q2', 'q3', 'q4'].map((questionId) => ({
    questionId,
    level: 3,
    a: 1,
    b: 0,
    c: 0,
    preference: 7,
  }))
  const range = { min: 1, max: 5 }

  it('prefers the lower preference, whatever the lot says', () => {
    for (const favourite of equals) {
      const candidates = equals.map((each) => (each === favourite ? { ...each, preference: 6 } : each))
      const [first] = firstOfEachLevel({ candidates, range, seed: 'seed', seq: 0 })
      expect(first?.questionId).toBe(favourite.questionId)
    }
  })

  it('draws lots among equals by session and seq: the lowest hash, in whatever order they come', () => {
    const drawn = new Set<string>()
    for (let seq = 0; seq < 40; seq += 1) {
      const lot = ({ questionId }: { questionId: string }) => hashText(`seed:${seq}:${questionId}`)
      const lowest = equals.toSorted((one, other) => lot(one) - lot(other))[0]
      for (const candidates of [equals, equals.toReversed()]) {
        expect(firstOfEachLevel({ candidates, range, seed: 'seed', seq })).toEqual([lowest])
      }
      drawn.add(lowest!.questionId)
    }
    expect(drawn.size).toBe(equals.length)
  })
})
