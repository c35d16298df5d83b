import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classicalItemStatistics, type Mark } from '../../lib/analytics/item-statistics.ts'

/**
 * 40 examinees, 25 items, 1,000 marks: full, in parts, and below zero. The figures expected of them were computed by
 * numpy 2.4: mean, std(ddof=1), corrcoef(x, T - x), cov of both sorted, and for the totals skewness and kurtosis from
 * the moments' ratios g1 and g2, not from k-statistics: G1 = g1 sqrt(n(n-1)) / (n-2),
 * G2 = (n-1) / ((n-2)(n-3)) ((n+1) g2 + 6).
 */
const thousandMarks: Mark[] = Array.from({ length: 1000 }, (_, index) => {
  const [e, i] = [Math.floor(index / 25), index % 25]
  const maxMark = i % 5 === 0 ? 2 : 1
  const share = Math.min(Math.max(((e % 9) + 3 - ((7 * e + 13 * i + e * i * i) % 11)) / 4, 0), 1)
  const mark = share > 0 ? maxMark * share : i % 7 === 3 ? -0.25 : 0
  return { examinee: `examinee-${e}`, item: `item-${i}`, mark, maxMark }
})

const rows = (table: Record<string, readonly (number | null)[]>, maxMark = 1): Mark[] =>
  Object.entries(table).flatMap(([examinee, marks]) =>
    marks.flatMap((mark, i) => (mark === null ? [] : [{ examinee, item: `q${i + 1}`, mark, maxMark }])),
  )

describe('classicalItemStatistics, over 1,000 marks', () => {
  const statistics = classicalItemStatistics(thousandMarks)

  it.each([
    ['item-0', 47.5, 0.8901166734241598, 53.00929450261233, 57.036894326172806],
    ['item-3', 38.125, 0.5632651491128563, 59.920085857740666, 64.65643924857493],
    ['item-17', 35.625, 0.551476747074709, 47.75952406581015, 50.73753743667251],
    ['item-24', 50.625, 0.5110556570623054, 81.96851595759888, 89.35599566667017],
  ])('gives %s the figures that numpy gives', (item, facility, deviation, index, efficiency) => {
    const found = statistics.items.get(item)!
    expect(found.n).toBe(40)
    expect(found.facility).toBeCloseTo(facility, 9)
    expect(found.standardDeviation).toBeCloseTo(deviation, 9)
    expect(found.discriminationIndex).toBeCloseTo(index, 9)
    expect(found.discriminativeEfficiency).toBeCloseTo(efficiency, 9)
  })

  it('gives the test the figures that numpy gives', () => {
    expect(statistics.items.size).toBe(25)
    expect(statistics.examinees).toBe(40)
    expect(statistics.mean).toBeCloseTo(13.275, 9)
    expect(statistics.median).toBeCloseTo(12.5, 9)
    expect(statistics.standardDeviation).toBeCloseTo(8.549216488316493, 9)
    expect(statistics.skewness).toBeCloseTo(0.19777185202093658, 9)
    expect(statistics.kurtosis).toBeCloseTo(-1.034617224356061, 9)
    expect(statistics.coefficientOfInternalConsistency).toBeCloseTo(92.76631434965518, 9)
    expect(statistics.errorRatio).toBeCloseTo(26.895511986844244, 9)
    expect(statistics.standardError).toBeCloseTo(2.299355545396427, 9)
  })
})

describe('classicalItemStatistics', () => {
  it('gives what a hand calculation gives', () => {
    const { items, coefficientOfInternalConsistency } = classicalItemStatistics(
      rows({ a: [1, 1, 0], b: [1, 0, 1], c: [0, 0, 0] }),
    )
    // x = 1 1 0 against 1 1 0: the rest of the test ranks as the item does.
    expect(items.get('q1')).toEqual({
      n: 3,
      facility: expect.closeTo(200 / 3, 9),
      standardDeviation: expect.closeTo(Math.sqrt(1 / 3), 9),
      discriminationIndex: expect.closeTo(100, 9),
      discriminativeEfficiency: expect.closeTo(100, 9),
    })
    // x = 1 0 0 against 1 2 0: cov = 0 of at most 1/2.
    expect(items.get('q2')).toMatchObject({
      discriminationIndex: expect.closeTo(0, 9),
      discriminativeEfficiency: expect.closeTo(0, 9),
    })
    // Totals 2 2 0 vary by 4/3, the three items by 1/3 each.
    expect(coefficientOfInternalConsistency).toBeCloseTo(150 * (1 - 1 / (4 / 3)), 9)
  })

  it('has no discrimination where nothing varies, though rounding seems to', () => {
    const sums = { a: [0.1, 0.2, 0.3, 1], b: [0.3, 0.1, 0.2, 0], c: [0.2, 0.3, 0.1, 1], d: [0.2, 0.1, 0.3, 0] }
    const { items } = classicalItemStatistics(rows(sums))
    expect(items.get('q4')).toMatchObject({ n: 4, facility: 50, discriminationIndex: null })
    expect(items.get('q4')?.discriminativeEfficiency).toBeNull()
    const same = classicalItemStatistics(rows({ a: [0.3, 1], b: [0.3, 0], c: [0.3, 1] }))
    expect(same.items.get('q1')).toMatchObject({ standardDeviation: 0, discriminationIndex: null })
    expect(same.items.get('q2')).toMatchObject({ discriminationIndex: null, discriminativeEfficiency: null })
  })

  it('has no internal consistency for a single item, and no discrimination either', () => {
    const single = classicalItemStatistics(rows({ a: [1], b: [0], c: [1] }))
    expect(single.coefficientOfInternalConsistency).toBeNull()
    expect(single.standardError).toBeNull()
    expect(single.items.get('q1')).toMatchObject({ facility: expect.closeTo(200 / 3), discriminationIndex: null })
  })

  it('has figures from one, two, three and four examinees on', () => {
    const of = (n: number) =>
      classicalItemStatistics(rows(Object.fromEntries([...'abcd'].slice(0, n).map((name, i) => [name, [i, i * i]])), 9))
    expect(of(0)).toMatchObject({ examinees: 0, mean: null, median: null, standardDeviation: null, skewness: null })
    expect(of(1)).toMatchObject({ examinees: 1, mean: 0, median: 0, standardDeviation: null })
    expect(of(2).standardDeviation).not.toBeNull()
    expect(of(2).skewness).toBeNull()
    expect(of(3).skewness).not.toBeNull()
    expect(of(3).kurtosis).toBeNull()
    expect(of(4).kurtosis).not.toBeNull()
  })

  it('counts whoever was never given an item neither in its n nor in its rest', () => {
    const { items } = classicalItemStatistics(rows({ a: [1, 1, 1], b: [0, 1, 0], c: [null, 0, 1], d: [1, 0, 1] }))
    const without = classicalItemStatistics(rows({ a: [1, 1, 1], b: [0, 1, 0], d: [1, 0, 1] }))
    expect(items.get('q1')).toEqual(without.items.get('q1'))
    expect(items.get('q2')?.n).toBe(4)
  })

  it('takes marks below zero and items that give no marks', () => {
    const { items, coefficientOfInternalConsistency } = classicalItemStatistics([
      ...rows({ a: [-1, 1], b: [1, 0], c: [-1, 1] }),
      ...['a', 'b', 'c'].map((examinee) => ({ examinee, item: 'text', mark: 0, maxMark: 0 })),
    ])
    expect(items.get('q1')?.facility).toBeCloseTo(-100 / 3, 9)
    expect(items.get('q1')?.discriminationIndex).toBeCloseTo(-100, 9)
    expect(items.get('text')).toMatchObject({ n: 3, facility: null, standardDeviation: 0, discriminationIndex: null })
    const plain = classicalItemStatistics(rows({ a: [-1, 1], b: [1, 0], c: [-1, 1] }))
    expect(coefficientOfInternalConsistency).toBe(plain.coefficientOfInternalConsistency)
  })

  it.each([
    ['a mark that is no number', { mark: Number.NaN }, /mark must be a finite number, not NaN.*"a".*"q1"/],
    ['an infinite mark', { mark: Number.POSITIVE_INFINITY }, /not Infinity/],
    ['a maximum that is no number', { maxMark: Number.NaN }, /maximum must be/],
    ['a maximum below zero', { maxMark: -1 }, /at least 0, not -1/],
  ])('refuses %s, and says where', (_, change, message) => {
    expect(() => classicalItemStatistics([{ examinee: 'a', item: 'q1', mark: 1, maxMark: 1, ...change }])).toThrow(
      message,
    )
  })

  it('refuses a second mark of an examinee for an item, and an item with two maxima', () => {
    const mark = { examinee: 'a', item: 'q1', mark: 1, maxMark: 1 }
    expect(() => classicalItemStatistics([mark, mark])).toThrow(/two marks: examinee "a", item "q1"/)
    expect(() => classicalItemStatistics([mark, { ...mark, examinee: 'b', maxMark: 2 }])).toThrow(/two maxima, 1 and 2/)
  })
})

describe('classicalItemStatistics, of any test', () => {
  const anyTest = fc
    .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 6 }))
    .chain(([examinees, items]) =>
      fc
        .array(fc.integer({ min: -2, max: 4 }), { minLength: examinees * items, maxLength: examinees * items })
        .map((values): Mark[] =>
          values.map((value, index) => ({
            examinee: `e${Math.floor(index / items)}`,
            item: `i${index % items}`,
            mark: value / 4,
            maxMark: 1,
          })),
        ),
    )
  const close = (one: number | null | undefined, other: number | null | undefined) =>
    one === null || other === null ? one === other : Math.abs(one! - other!) < 1e-6

  it('is the same in any order of marks', () => {
    fc.assert(
      fc.property(
        anyTest.chain((marks) => fc.tuple(fc.constant(marks), fc.shuffledSubarray(marks, { minLength: marks.length }))),
        ([marks, shuffled]) => {
          const [one, other] = [classicalItemStatistics(marks), classicalItemStatistics(shuffled)]
          for (const [item, figures] of one.items) {
            const same = other.items.get(item)!
            expect(close(figures.discriminationIndex, same.discriminationIndex)).toBe(true)
            expect(close(figures.discriminativeEfficiency, same.discriminativeEfficiency)).toBe(true)
          }
          expect(close(one.coefficientOfInternalConsistency, other.coefficientOfInternalConsistency)).toBe(true)
        },
      ),
    )
  })

  it('is the same in percent, and scaled in marks, when all marks are scaled', () => {
    fc.assert(
      // Powers of two: no mark is rounded.
      fc.property(anyTest, fc.constantFrom(0.5, 4, 1024), (marks, scale) => {
        const one = classicalItemStatistics(marks)
        const scaled = marks.map((mark) => ({ ...mark, mark: mark.mark * scale, maxMark: mark.maxMark * scale }))
        const other = classicalItemStatistics(scaled)
        for (const [item, figures] of one.items) {
          const same = other.items.get(item)!
          expect(close(figures.facility, same.facility)).toBe(true)
          expect(close(figures.discriminationIndex, same.discriminationIndex)).toBe(true)
          expect(close(figures.discriminativeEfficiency, same.discriminativeEfficiency)).toBe(true)
          expect(close(figures.standardDeviation, same.standardDeviation! / scale)).toBe(true)
        }
        expect(close(one.coefficientOfInternalConsistency, other.coefficientOfInternalConsistency)).toBe(true)
        expect(close(one.kurtosis, other.kurtosis)).toBe(true)
      }),
    )
  })

  it('never discriminates by more than 100 %, nor more than its marks allow', () => {
    fc.assert(
      fc.property(anyTest, (marks) => {
        for (const figures of classicalItemStatistics(marks).items.values()) {
          const { discriminationIndex: index, discriminativeEfficiency: efficiency } = figures
          if (index === null || efficiency === null) continue
          expect(Math.abs(index)).toBeLessThanOrEqual(100 + 1e-9)
          expect(efficiency).toBeLessThanOrEqual(100 + 1e-9)
          if (index > 0) expect(efficiency).toBeGreaterThanOrEqual(index - 1e-9)
        }
      }),
    )
  })
})
