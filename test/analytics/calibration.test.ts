import { describe, expect, it } from 'vitest'
import type { Prior } from '../../lib/adaptive/ability.ts'
import { probability } from '../../lib/adaptive/item-response.ts'
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'
import {
  type CalibrationAnswer,
  type CalibrationStudent,
  calibrate,
  calibratedParameters,
} from '../../lib/analytics/calibration.ts'
import { recover, rms } from './recovery.ts'

type Question = Omit<CalibrationAnswer, 'correct'> & { readonly b: number }

/** Students with abilities of this distribution, each answering some of the questions. */
function answered(seed: string, count: number, choose: (uniform: () => number) => Question[], prior?: Prior) {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (): CalibrationStudent => {
    const theta = (prior?.mean ?? 0) + (prior?.sd ?? 1) * random.normal()
    const answers = choose(random.uniform).map(({ b, ...question }) => {
      return { ...question, correct: random.uniform() < probability({ a: 1, b, c: question.c }, theta) }
    })
    return { answers }
  })
}

const bankItem = (level: number, b: number, name = `level-${level}`): Question => {
  return { item: name, level, promptVersion: null, c: 0, b }
}

describe('calibrate', () => {
  it('recovers items and levels from nights of adaptive quizzes, far better than labels', {
    timeout: 30_000,
  }, async () => {
    const { labels, calibrated, wellAnswered } = await recover('0')
    expect(calibrated).toBeLessThan(labels - 0.2)
    expect(wellAnswered).toBeLessThan(0.32)
  })

  it('learns the means of levels from questions that are never seen twice', async () => {
    const means = [-1.4, -1.1, 0.3, 0.9, 2.2]
    const random = seededRandom('b')
    const students = answered('single', 3000, (uniform) =>
      Array.from({ length: 10 }, () => {
        const level = 1 + Math.floor(5 * uniform())
        return { item: null, level, promptVersion: 'v1', c: 0.25, b: means[level - 1]! + 0.6 * random.normal() }
      }),
    )
    const { levels, items } = await calibrate(() => students)
    expect(items).toEqual([])
    expect(levels.map(({ level, promptVersion }) => `${promptVersion} ${level}`)).toEqual(
      [1, 2, 3, 4, 5].map((l) => `v1 ${l}`),
    )
    for (const { level, b, n, standardError } of levels) {
      expect(n).toBeGreaterThan(5000)
      expect(standardError).toBeLessThan(0.1)
      expect(Math.abs(b - means[level - 1]!)).toBeLessThan(0.15)
    }
  })

  it('tells prompt versions, and the bank, apart', async () => {
    const students = answered('versions', 2000, () => [
      { item: null, level: 3, promptVersion: 'hard', c: 0, b: 1 },
      { item: null, level: 3, promptVersion: 'easy', c: 0, b: -1 },
      ...Array.from({ length: 4 }, (_, i) => bankItem(3, 0, `item-${i}`)),
    ])
    const { levels } = await calibrate(() => students)
    const meanOf = (version: string | null) =>
      levels.find(({ level, promptVersion }) => level === 3 && promptVersion === version)!.b
    expect(meanOf('hard') - meanOf('easy')).toBeGreaterThan(1.6)
    expect(Math.abs(meanOf(null))).toBeLessThan(0.3)
  })

  it('keeps levels in order, even where their questions are not', async () => {
    const students = answered('order', 1000, () => [
      ...[0, 1, 2].map((i) => bankItem(2, 1.5, `two-${i}`)),
      ...[0, 1, 2].map((i) => bankItem(4, -1.5, `four-${i}`)),
    ])
    const { levels, items } = await calibrate(() => students)
    expect(levels).toHaveLength(5)
    for (const [i, { b }] of levels.entries()) expect(b).toBeGreaterThanOrEqual(levels[i - 1]?.b ?? -9)
    expect(items.find(({ item }) => item === 'two-0')!.b).toBeGreaterThan(1)
    expect(items.find(({ item }) => item === 'four-0')!.b).toBeLessThan(-1)
  })

  it('draws few answers to the nominal difficulty, and many not', async () => {
    const { b: _, ...question } = bankItem(3, 2)
    const few = await calibrate(() => Array.from({ length: 5 }, () => ({ answers: [{ ...question, correct: false }] })))
    const many = await calibrate(() => answered('many', 2000, () => [bankItem(3, 2)]))
    // Nobody has ever been right: the likelihood alone would say infinity.
    expect(few.items[0]!.b).toBeGreaterThan(0.2)
    expect(few.items[0]!.b).toBeLessThan(1.7)
    expect(few.items[0]!.standardError).toBeGreaterThan(0.4)
    expect(many.items[0]!.b).toBeGreaterThan(1.7)
    expect(many.items[0]!.standardError).toBeLessThan(0.1)
    expect(few.levels.map(({ n }) => n)).toEqual([0, 0, 5, 0, 0])
    expect(few.levels[0]!.b).toBeCloseTo(-2, 6)
  })

  it('publishes an item from 20 answers on', async () => {
    const of = async (count: number) => (await calibrate(() => answered('n', count, () => [bankItem(1, -2)]))).items[0]!
    expect(await of(19)).toMatchObject({ n: 19, published: false })
    expect(await of(20)).toMatchObject({ n: 20, published: true })
  })

  it('takes guessing, and the prior a quiz began with, into account', async () => {
    const prior = { mean: 2, sd: 0.5 }
    const guessed = { ...bankItem(4, 2), c: 0.25 }
    const students = answered('prior', 2000, () => [guessed], prior)
    const [own, population] = [
      await calibrate(() => students.map((student) => ({ ...student, prior }))),
      await calibrate(() => students),
    ]
    expect(Math.abs(own.items[0]!.b - 2)).toBeLessThan(0.2)
    expect(population.items[0]!.b).toBeLessThan(0.5)
  })

  it('has standard errors that hold, also where a quiz asks a level six times', async () => {
    const means = [-1.4, -1.1, 0.3, 0.9, 2.2]
    const standardised: number[] = []
    for (let seed = 0; seed < 12; seed++) {
      const { uniform, normal } = seededRandom(`spread ${seed}`)
      const students = answered(`errors ${seed}`, 300, () =>
        Array.from({ length: 30 }, (__, i) => {
          const level = 1 + (i % 5)
          return {
            item: null,
            level,
            promptVersion: 'v1',
            c: uniform() < 0.5 ? 0 : 0.25,
            b: means[level - 1]! + 0.6 * normal(),
          }
        }),
      )
      const { levels } = await calibrate(() => students)
      for (const { level, b, standardError } of levels) standardised.push((b - means[level - 1]!) / standardError)
    }
    expect(rms(standardised)).toBeGreaterThan(0.75)
    expect(rms(standardised)).toBeLessThan(1.35)
  })

  it('gives the same from a stream, and in any order of students', async () => {
    const students = answered('stream', 200, (uniform) => [1, 3, 5].map((level) => bankItem(level, 4 * uniform() - 2)))
    const whole = await calibrate(() => students)
    async function* stream() {
      yield* students
    }
    expect(await calibrate(stream)).toEqual(whole)
    const backwards = await calibrate(() => students.toReversed())
    for (const { item, b } of backwards.items) {
      expect(b).toBeCloseTo(whole.items.find((same) => same.item === item)!.b, 6)
    }
  })

  it('started from last night needs fewer passes to the same result', async () => {
    const students = answered('start', 1000, () => [1, 2, 3, 4, 5].map((level) => bankItem(level, level - 2)))
    const cold = await calibrate(() => students)
    const warm = await calibrate(() => students, { start: cold })
    expect(cold.converged && warm.converged).toBe(true)
    expect(warm.iterations).toBeLessThan(cold.iterations)
    for (const [i, { b }] of warm.items.entries()) expect(Math.abs(b - cold.items[i]!.b)).toBeLessThan(0.02)
    const stopped = await calibrate(() => students, { maxIterations: 1 })
    expect(stopped).toMatchObject({ iterations: 1, converged: false })
  })

  it('has nothing to say without answers', async () => {
    expect(await calibrate(() => [])).toMatchObject({ levels: [], items: [], converged: true })
    expect((await calibrate(() => [{ answers: [] }])).levels).toEqual([])
  })

  it.each([{ level: 0 }, { level: 6 }, { c: 1 }, { c: -0.1 }, { c: Number.NaN }, { level: 2.5 }])(
    'refuses an answer with %o',
    async (change) => {
      const answer = { item: 'i', level: 3, promptVersion: null, c: 0, correct: true, ...change }
      await expect(calibrate(() => [{ answers: [answer] }])).rejects.toThrow(RangeError)
    },
  )
})

describe('calibratedParameters', () => {
  const estimate = { n: 50, standardError: 0.2 }
  const parametersOf = calibratedParameters({
    levels: [{ ...estimate, level: 2, promptVersion: null, b: -0.7 }],
    items: [
      { ...estimate, item: 'known', b: 0.4, published: true },
      { ...estimate, item: 'new', b: 0.9, published: false },
    ],
  })
  const question = { item: 'known', level: 2, promptVersion: null, optionCount: 4 }

  it("are an item's own once published, else those of its level, else nominal", () => {
    expect(parametersOf(question)).toEqual({ a: 1, b: 0.4, c: 0.25 })
    expect(parametersOf({ ...question, item: 'new' })).toEqual({ a: 1, b: -0.7, c: 0.25 })
    expect(parametersOf({ ...question, item: null, optionCount: null })).toEqual({ a: 1, b: -0.7, c: 0 })
    expect(parametersOf({ ...question, item: null, promptVersion: 'v1' }).b).toBe(-1)
    expect(parametersOf({ ...question, item: null, level: 5 }).b).toBe(2)
  })
})
