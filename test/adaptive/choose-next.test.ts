import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnswerRecord, abilityOf } from '../../lib/adaptive/ability.ts'
import type { Candidate } from '../../lib/adaptive/candidates.ts'
import { choiceReasonSchema } from '../../lib/adaptive/choice-reason.ts'
import { type ChooseNextInput, chooseNext } from '../../lib/adaptive/choose-next.ts'
import { answerRecord, candidates, policy, prior, range } from './arbitraries.ts'

function candidate(level: number, fields: Partial<Candidate> = {}): Candidate {
  return { questionId: `level-${level}`, level, a: 1, b: level - 3, c: 0, preference: 0, ...fields }
}

function answer(level: number, correct: boolean | null): AnswerRecord {
  return { level, a: 1, b: level - 3, c: 0, correct }
}

const everyLevel = [1, 2, 3, 4, 5].map((level) => candidate(level))

/** A first question from a pool with every level, unless said otherwise; seq follows the answers. */
function inputOf(fields: Partial<ChooseNextInput> = {}): ChooseNextInput {
  return {
    policy: 'irt',
    range: { min: 1, max: 5 },
    length: 10,
    seed: 'seed',
    seq: fields.answers?.length ?? 0,
    prior: { mean: 0, sd: 1 },
    answers: [],
    candidates: everyLevel,
    ...fields,
  }
}

function choose(fields: Partial<ChooseNextInput> = {}) {
  const step = chooseNext(inputOf(fields))
  if (step.kind !== 'question') throw new Error(`expected a question, got ${step.kind}`)
  return step
}

const without = (...levels: number[]) => everyLevel.filter(({ level }) => !levels.includes(level))

describe('irt', () => {
  it('takes the level with the most information at theta', () => {
    const at = (mean: number) => choose({ prior: { mean, sd: 1 } }).level
    expect([-2.4, -1.2, 0, 0.8, 2.9].map(at)).toEqual([1, 2, 3, 4, 5])
  })

  it('takes the most informative level that is left, and says which it wanted', () => {
    const { level, reason } = choose({ prior: { mean: 0.2, sd: 1 }, candidates: without(3) })
    expect(level).toBe(4)
    expect(reason).toMatchObject({ rule: 'irt', wanted: 3, taken: 4 })
  })

  it('weighs a level by the question it would serve: discrimination counts', () => {
    const pool = [...without(4), candidate(4, { a: 2 })]
    expect(choose({ candidates: pool }).level).toBe(4)
  })

  it('never follows a wrong answer with a harder level, nor a right one with an easier, whatever types a level offers', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.infiniteStream(fc.constantFrom(0, 0.25)))), (course) => {
        const answers: AnswerRecord[] = []
        let asked = choose({ length: 100 })
        for (const [correct, guessing] of course) {
          const c = asked.level % 2 === 0 ? 0.25 : 0
          answers.push({ level: asked.level, a: 1, b: asked.level - 3, c, correct })
          const offers = everyLevel.map((offer) => ({ ...offer, c: guessing.next().value ?? 0 }))
          const next = choose({ answers, candidates: offers, length: 100 })
          if (correct) expect(next.level).toBeGreaterThanOrEqual(asked.level)
          else expect(next.level).toBeLessThanOrEqual(asked.level)
          asked = next
        }
      }),
      { numRuns: 300 },
    )
  })

  it('prefers an easier level where answers may be guessed', () => {
    const guessable = everyLevel.map((item) => ({ ...item, c: 0.25 }))
    expect(choose({ prior: { mean: 0.7, sd: 1 } }).level).toBe(4)
    expect(choose({ prior: { mean: 0.7, sd: 1 }, candidates: guessable }).level).toBe(3)
  })

  it('breaks a tie the way of the last move, else to the easier level', () => {
    const tied = { candidates: without(3), prior: { mean: 0, sd: 0.4 } }
    const unmoved = (levels: number[]) => levels.map((level) => answer(level, null))
    expect(choose(tied).level).toBe(2)
    expect(choose({ ...tied, answers: unmoved([2, 3]) }).level).toBe(4)
    expect(choose({ ...tied, answers: unmoved([4, 3]) }).level).toBe(2)
  })

  it('gives its reason with theta, its error and the information', () => {
    const answers = [answer(3, true), answer(4, false)]
    const { reason, ability } = choose({ answers })
    expect(ability).toEqual(abilityOf({ mean: 0, sd: 1 }, answers))
    expect(reason).toMatchObject({ rule: 'irt', ...ability, wanted: 3, taken: 3 })
  })
})

describe('practice', () => {
  it('takes the level where success is nearest to 70 %', () => {
    const { level, reason } = choose({ policy: 'practice' })
    expect(level).toBe(2)
    expect(reason).toMatchObject({ rule: 'practice', wanted: 2, taken: 2, expectedSuccess: 1 / (1 + Math.exp(-1)) })
  })

  it('goes to the nearest level that is left, the easier of two', () => {
    expect(choose({ policy: 'practice', candidates: without(2) }).reason).toMatchObject({ wanted: 2, taken: 1 })
    expect(choose({ policy: 'practice', candidates: without(1, 2) }).level).toBe(3)
  })
})

describe('rolling', () => {
  it('takes the level that the rule names, with its cause', () => {
    expect(choose({ policy: 'rolling' }).reason).toMatchObject({ cause: 'start', wanted: 3, taken: 3, window: [] })
    const { level, reason } = choose({ policy: 'rolling', answers: [answer(3, true)] })
    expect(level).toBe(4)
    expect(reason).toEqual({ rule: 'rolling', cause: 'accuracy-high', window: [true], streak: 1, wanted: 4, taken: 4 })
  })

  it('breaks a tie between empty neighbours the way it moves', () => {
    const upward = choose({ policy: 'rolling', answers: [answer(3, true)], candidates: without(4) })
    expect(upward.reason).toMatchObject({ wanted: 4, taken: 5 })
    const downward = choose({ policy: 'rolling', answers: [answer(3, false)], candidates: without(2) })
    expect(downward.reason).toMatchObject({ wanted: 2, taken: 1 })
  })

  it('breaks a tie the way of the last move when it stays, and to the easier level when nothing ever moved', () => {
    const answers = [answer(2, false), answer(3, true)]
    expect(choose({ policy: 'rolling', answers, candidates: without(3) }).level).toBe(4)
    expect(choose({ policy: 'rolling', candidates: without(3) }).level).toBe(2)
  })
})

describe('within a level', () => {
  const ids = (...fields: Partial<Candidate>[]) =>
    fields.map((each, i) => candidate(3, { questionId: `q${i}`, ...each }))

  it('takes the one with the lowest preference', () => {
    expect(choose({ candidates: ids({ preference: 2 }, { preference: 1 }, { preference: 3 }) }).questionId).toBe('q1')
  })

  it('spreads equals evenly over sessions and over the questions of one', () => {
    const pool = ids({}, {}, {}, {})
    for (const vary of [(i: number) => ({ seed: `s${i}` }), (i: number) => ({ seq: i, length: 5_000 })]) {
      const counts = new Map<string, number>()
      for (let i = 0; i < 4_000; i++) {
        const { questionId } = choose({ candidates: pool, ...vary(i) })
        counts.set(questionId, (counts.get(questionId) ?? 0) + 1)
      }
      // 1,000 each; five standard deviations of a binomial count.
      for (const { questionId } of pool) expect(Math.abs((counts.get(questionId) ?? 0) - 1_000)).toBeLessThan(137)
    }
  })
})

describe('the end', () => {
  it('comes with the length, before anything else', () => {
    expect(chooseNext(inputOf({ seq: 10, candidates: [] }))).toMatchObject({ kind: 'stop', stopReason: 'length' })
  })

  it('comes as exhausted when nothing is left, unless more is coming', () => {
    expect(chooseNext(inputOf({ candidates: [] }))).toMatchObject({ kind: 'stop', stopReason: 'exhausted' })
    expect(chooseNext(inputOf({ candidates: [], moreComing: true }))).toMatchObject({ kind: 'wait' })
  })

  it('comes by decision only once five answers have a verdict', () => {
    const rights = (n: number) => Array.from({ length: n }, () => answer(3, true))
    const stopRule = { decision: { cut: -1 } }
    expect(chooseNext(inputOf({ stopRule, answers: rights(4) })).kind).toBe('question')
    expect(chooseNext(inputOf({ stopRule, answers: [...rights(4), answer(3, null)] })).kind).toBe('question')
    expect(chooseNext(inputOf({ stopRule, answers: rights(5) }))).toMatchObject({ stopReason: 'decision' })
  })

  it('comes by decision on either side of the cut, when that is 80 % sure', () => {
    const answers = [true, false, true, false, true].map((correct) => answer(3, correct))
    const { theta, standardError } = abilityOf({ mean: 0, sd: 1 }, answers)
    const kindAt = (cut: number) => chooseNext(inputOf({ stopRule: { decision: { cut } }, answers })).kind
    expect([-0.85, -0.84, 0.84, 0.85].map((z) => kindAt(theta + z * standardError))).toEqual([
      'stop',
      'question',
      'question',
      'stop',
    ])
  })

  it('comes by precision when the standard error is low enough', () => {
    const answers = [true, false, true, false, true].map((correct) => answer(3, correct))
    const { standardError } = abilityOf({ mean: 0, sd: 1 }, answers)
    const kindAt = (limit: number) => chooseNext(inputOf({ stopRule: { standardError: limit }, answers })).kind
    expect(kindAt(standardError + 0.001)).toBe('stop')
    expect(kindAt(standardError - 0.001)).toBe('question')
  })
})

describe('whatever the input', () => {
  const input: fc.Arbitrary<ChooseNextInput> = fc
    .record({ policy, range, prior, candidates, answers: fc.array(answerRecord, { maxLength: 20 }), seed: fc.string() })
    .map((fields) => ({ ...fields, seq: fields.answers.length, length: 50 }))

  it('is never stuck while the pool has a question, and takes it from the range while that has one', () => {
    fc.assert(
      fc.property(input, (state) => {
        const step = chooseNext(state)
        if (step.kind !== 'question') throw new Error(step.kind)
        const chosen = state.candidates.find(({ questionId }) => questionId === step.questionId)
        expect(chosen?.level).toBe(step.level)
        const inRange = ({ level }: { level: number }) => level >= state.range.min && level <= state.range.max
        expect(inRange(step)).toBe(state.candidates.some(inRange))
      }),
    )
  })

  it('gives a reason that can be stored, with the level taken and one wanted within the range', () => {
    fc.assert(
      fc.property(input, (state) => {
        const step = chooseNext(state)
        if (step.kind !== 'question') throw new Error(step.kind)
        expect(choiceReasonSchema.parse(step.reason)).toEqual(step.reason)
        expect(step.reason).toMatchObject({ rule: state.policy, taken: step.level })
        expect(step.reason.wanted).toBeGreaterThanOrEqual(state.range.min)
        expect(step.reason.wanted).toBeLessThanOrEqual(state.range.max)
      }),
    )
  })

  it('chooses the same from the same state, in whatever order the candidates come', () => {
    fc.assert(
      fc.property(input, fc.array(fc.nat(), { minLength: 15, maxLength: 15 }), (state, keys) => {
        const reordered = state.candidates
          .map((each, i) => ({ each, key: keys[i]! }))
          .sort((one, other) => one.key - other.key)
          .map(({ each }) => structuredClone(each))
        expect(chooseNext({ ...state, candidates: reordered })).toEqual(chooseNext(state))
      }),
    )
  })

  it('does not see what else a level holds behind its first question', () => {
    fc.assert(
      fc.property(input, (state) => {
        const behind = state.candidates.flatMap((each) =>
          [1, 2, 3].map((i) => ({
            ...each,
            questionId: `${each.questionId}-${i}`,
            preference: each.preference + 4,
          })),
        )
        expect(chooseNext({ ...state, candidates: [...state.candidates, ...behind] })).toEqual(chooseNext(state))
      }),
    )
  })

  it('plays the same quiz again from the same verdicts, to its end, with no question twice', () => {
    fc.assert(
      fc.property(
        input,
        fc.array(fc.constantFrom(true, false, null), { minLength: 15, maxLength: 15 }),
        (start, verdicts) => {
          const play = () => {
            const served: string[] = []
            let state: ChooseNextInput = { ...start, answers: [], seq: 0 }
            for (let step = chooseNext(state); step.kind === 'question'; step = chooseNext(state)) {
              const { questionId } = step
              const item = state.candidates.find((each) => each.questionId === questionId)!
              served.push(questionId)
              state = {
                ...state,
                seq: state.seq + 1,
                answers: [...state.answers, { ...item, correct: verdicts[state.seq]! }],
                candidates: state.candidates.filter((each) => each !== item),
              }
            }
            return served
          }
          const served = play()
          expect(new Set(served).size).toBe(start.candidates.length)
          expect(served).toHaveLength(start.candidates.length)
          expect(play()).toEqual(served)
        },
      ),
    )
  })
})
