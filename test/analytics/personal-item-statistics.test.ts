import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abilityOf, populationPrior } from '../../lib/adaptive/ability.ts'
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'
import { simulateQuizzes } from '../../lib/adaptive/simulation.ts'
import { distractorsOf } from '../../lib/analytics/distractors.ts'
import { classicalItemStatistics } from '../../lib/analytics/item-statistics.ts'
import {
  addAnswer,
  emptyAccumulator,
  itemStatisticsOf,
  type PersonalAnswer,
} from '../../lib/analytics/personal-item-statistics.ts'
import { restAbilities } from '../../lib/analytics/rest-ability.ts'
import { answerRecord, prior } from '../adaptive/arbitraries.ts'

function accumulate(answers: Iterable<PersonalAnswer>) {
  const accumulator = emptyAccumulator()
  for (const answer of answers) addAnswer(accumulator, answer)
  return accumulator
}

/** The same by the classical formulas: rest abilities as marks of a second item are this item's T - x. */
function classically(answers: readonly PersonalAnswer[]) {
  const marks = answers.flatMap(({ correct, restAbility }, i) => [
    { examinee: `${i}`, item: 'item', mark: correct ? 1 : 0, maxMark: 1 },
    { examinee: `${i}`, item: 'rest', mark: restAbility, maxMark: 1 },
  ])
  return classicalItemStatistics(marks).items.get('item')!
}

const somebody = fc.record({
  correct: fc.boolean(),
  restAbility: fc.double({ min: -4, max: 4, noNaN: true }),
  option: fc.option(fc.integer({ min: 0, max: 3 })),
})

describe('restAbilities', () => {
  it('are what the engine estimates without the answer', () => {
    fc.assert(
      fc.property(prior, fc.array(answerRecord, { maxLength: 8 }), (start, answers) => {
        const rests = restAbilities(start, answers)
        expect(rests).toHaveLength(answers.length)
        answers.forEach(({ correct }, i) => {
          const expected = correct === null ? null : abilityOf(start, answers.toSpliced(i, 1)).theta
          if (expected === null) expect(rests[i]).toBeNull()
          else expect(rests[i]).toBeCloseTo(expected, 9)
        })
      }),
      { numRuns: 50 },
    )
  })

  it('of a single answer are the prior', () => {
    const answer = { level: 3, a: 1, b: 0, c: 0.25, correct: true }
    expect(restAbilities({ mean: 0.5, sd: 1 }, [answer])[0]).toBeCloseTo(0.5, 6)
  })
})

describe('itemStatisticsOf', () => {
  it('gives the classical figures with rest abilities for the rest of the test', () => {
    fc.assert(
      fc.property(fc.array(somebody, { minLength: 2, maxLength: 40 }), (answers) => {
        const [personal, classical] = [itemStatisticsOf(accumulate(answers)), classically(answers)]
        expect(personal.n).toBe(classical.n)
        expect(personal.facility).toBeCloseTo(classical.facility!, 9)
        expect(personal.standardDeviation).toBeCloseTo(classical.standardDeviation!, 9)
        if (classical.discriminationIndex === null || personal.discriminationIndex === null) return
        expect(personal.discriminationIndex).toBeCloseTo(classical.discriminationIndex, 3)
      }),
    )
  })

  it('approximates the efficiency from abilities in bins', () => {
    const random = seededRandom('efficiency')
    const answers = Array.from({ length: 500 }, (): PersonalAnswer => {
      const restAbility = random.normal()
      return { correct: random.uniform() < 1 / (1 + Math.exp(-restAbility)), restAbility, option: null }
    })
    const [personal, classical] = [itemStatisticsOf(accumulate(answers)), classically(answers)]
    expect(classical.discriminativeEfficiency).toBeGreaterThan(30)
    expect(Math.abs(personal.discriminativeEfficiency! - classical.discriminativeEfficiency!)).toBeLessThan(0.5)
  })

  it('is null where nothing varies or nobody answered', () => {
    const nothing = { n: 0, facility: null, standardDeviation: null, discriminationIndex: null }
    expect(itemStatisticsOf(emptyAccumulator())).toEqual({ ...nothing, discriminativeEfficiency: null })
    const same = [0, 1, 2].map((i) => ({ correct: i > 0, restAbility: 0.1 + 0.2, option: null }))
    expect(itemStatisticsOf(accumulate(same))).toMatchObject({ n: 3, discriminationIndex: null })
    const right = [0, 1, 2].map((i) => ({ correct: true, restAbility: i, option: null }))
    expect(itemStatisticsOf(accumulate(right))).toMatchObject({ standardDeviation: 0, discriminationIndex: null })
  })

  it('can be stored between answers, in a size that does not grow', () => {
    const answers = fc.sample(somebody, { numRuns: 200, seed: 1 })
    const [before, after] = [accumulate(answers.slice(0, 100)), accumulate(answers)]
    const stored: typeof before = JSON.parse(JSON.stringify(before))
    for (const answer of answers.slice(100)) addAnswer(stored, answer)
    expect(stored).toEqual(after)
    const numbers = (value: unknown) => JSON.stringify(value).split(',').length
    expect(numbers(accumulate([...answers, ...answers]))).toBe(numbers(after))
  })

  it('refuses an ability that is no number, and an option that is no place', () => {
    const answer = { correct: true, restAbility: 0, option: 0 }
    expect(() => addAnswer(emptyAccumulator(), { ...answer, restAbility: Number.NaN })).toThrow(RangeError)
    for (const option of [-1, 0.5, 26, Number.NaN]) {
      const accumulator = emptyAccumulator()
      expect(() => addAnswer(accumulator, { ...answer, option })).toThrow(RangeError)
      expect(accumulator).toEqual(emptyAccumulator())
    }
  })

  it('tells a right key from a wrong one in adaptive quizzes, which restrict the range', () => {
    const keyed = emptyAccumulator()
    const miskeyed = emptyAccumulator()
    const settings = { policy: 'irt', examinees: 1000, bank: 25, length: 10, guessing: 0.25, seed: 7 } as const
    for (const { answers } of simulateQuizzes(settings)) {
      const rests = restAbilities(populationPrior, answers)
      answers.forEach(({ correct }, i) => {
        addAnswer(keyed, { correct: correct === true, restAbility: rests[i]!, option: null })
        addAnswer(miskeyed, { correct: correct === false, restAbility: rests[i]!, option: null })
      })
    }
    expect(itemStatisticsOf(keyed).discriminationIndex).toBeGreaterThan(5)
    expect(itemStatisticsOf(miskeyed).discriminationIndex).toBeLessThan(-5)
  })
})

describe('distractorsOf', () => {
  /** 100 students in order of ability: the weakest 27 choose 1, the next 46 choose 2, the strongest 27 the key, 0. */
  const sorted = Array.from({ length: 100 }, (_, i) => ({
    correct: i >= 73,
    restAbility: -3.4 + i * 0.068,
    option: i < 27 ? 1 : i < 73 ? 2 : 0,
  }))

  it('gives the share of each option in each group of abilities, to within a bin', () => {
    const { n, options } = distractorsOf(accumulate(sorted), { key: 0, optionCount: 4 })!
    expect(n).toBe(100)
    expect(options.map(({ share }) => share)).toEqual([0.27, 0.27, 0.46, 0])
    expect(options.map(({ isKey }) => isKey)).toEqual([true, false, false, false])
    expect(options[0]!.top).toBeGreaterThan(0.9)
    expect(options[1]!.bottom).toBeGreaterThan(0.9)
    expect(options[2]!.middle).toBeGreaterThan(0.9)
    for (const group of ['top', 'middle', 'bottom'] as const) {
      expect(options.reduce((sum, option) => sum + option[group], 0)).toBeCloseTo(1, 9)
    }
  })

  it('calls distractors under 5 % non-functioning, and never the key', () => {
    const answers = Array.from({ length: 100 }, (_, i) => ({
      correct: i < 4,
      restAbility: i / 50,
      option: i < 4 ? 0 : i < 9 ? 1 : i < 13 ? 2 : 3,
    }))
    const { options } = distractorsOf(accumulate(answers), { key: 0, optionCount: 5 })!
    expect(options.map(({ functioning }) => functioning)).toEqual([true, true, false, true, false])
  })

  it('is null where nobody chose an option', () => {
    const written = accumulate([{ correct: true, restAbility: 0, option: null }])
    expect(distractorsOf(written, { key: 0, optionCount: 4 })).toBeNull()
  })
})
