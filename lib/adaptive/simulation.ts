/**
 * Simulated students take simulated quizzes, chosen and scored by the engine that serves real ones.
 *
 * theta ~ N(0, 1); bank items spread evenly over levels 1 to 5 with a = 1, b = level - 3 and one guessing parameter,
 * which quiz and scoring know. With c = 0, no quiz of n questions can have an RMSE below about 1 / sqrt(1 + n / 4).
 */

import { nominalParameters } from '../contract/item-parameters.ts'
import { highestLevel, lowestLevel } from '../contract/level-and-type.ts'
import type { PolicyName } from '../contract/topic.ts'
import { type Ability, type AnswerRecord, abilityOf, populationPrior } from './ability.ts'
import type { Candidate } from './candidates.ts'
import { chooseNext } from './choose-next.ts'
import { probability } from './item-response.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

export type SimulationSettings = {
  /** `random`: any question left, whatever the answers; the baseline that adapting has to beat. */
  readonly policy: PolicyName | 'random'
  readonly examinees: number
  /** Items in the bank; every student meets all of it unseen. */
  readonly bank: number
  readonly length: number
  readonly guessing: number
  readonly seed: number
}

export type SimulatedQuiz = {
  readonly theta: number
  readonly ability: Ability
  readonly answers: readonly AnswerRecord[]
  readonly questionIds: readonly string[]
}

/** Runs one decision (ability and choice) and gives its result; a caller with a clock measures here. */
export type RunDecision = <T>(decide: () => T) => T

/** What a real quiz gets from its store: the best few of each level. */
const candidatesPerLevel = 3

const range = Object.freeze({ min: lowestLevel, max: highestLevel })

/** One quiz per examinee. The same seed gives the same examinees under every policy. */
export function* simulateQuizzes(
  settings: SimulationSettings,
  runDecision: RunDecision = (decide) => decide(),
): Generator<SimulatedQuiz> {
  const bank = makeBank(settings)
  for (let examinee = 0; examinee < settings.examinees; examinee++) {
    yield simulateQuiz(settings, bank, `${settings.seed}:${examinee}`, runDecision)
  }
}

function simulateQuiz(
  { policy, length }: SimulationSettings,
  bank: readonly Candidate[],
  seed: string,
  runDecision: RunDecision,
): SimulatedQuiz {
  const random = seededRandom(seed)
  const theta = random.normal()
  const answers: AnswerRecord[] = []
  const questionIds: string[] = []
  const pool = new Map(bank.map((item) => [item.questionId, item]))
  const shared = { range, length, seed, prior: populationPrior }
  while (answers.length < length) {
    const state = { ...shared, seq: answers.length, answers }
    const candidates = policy === 'random' ? [...pool.values()] : bestOfEachLevel(pool.values())
    const questionId = runDecision(() =>
      policy === 'random' ? pickAny(candidates, answers, random) : pickByPolicy({ ...state, policy, candidates }),
    )
    const item = questionId === null ? undefined : pool.get(questionId)
    if (!item) break
    pool.delete(item.questionId)
    questionIds.push(item.questionId)
    const { level, a, b, c } = item
    answers.push({ level, a, b, c, correct: random.uniform() < probability(item, theta) })
  }
  return { theta, ability: abilityOf(populationPrior, answers), answers, questionIds }
}

function pickByPolicy(input: Parameters<typeof chooseNext>[0]): string | null {
  const step = chooseNext(input)
  return step.kind === 'question' ? step.questionId : null
}

/** Estimates the ability as every policy does, though the choice ignores it: decisions are timed alike. */
function pickAny(pool: readonly Candidate[], answers: readonly AnswerRecord[], random: SeededRandom): string | null {
  abilityOf(populationPrior, answers)
  return pool[Math.floor(random.uniform() * pool.length)]?.questionId ?? null
}

function makeBank({ bank, guessing }: SimulationSettings): Candidate[] {
  return Array.from({ length: bank }, (_, i) => {
    const level = lowestLevel + (i % highestLevel)
    const parameters = { ...nominalParameters({ level, optionCount: null }), c: guessing }
    return { questionId: `item-${i}`, level, ...parameters, preference: 0 }
  })
}

function bestOfEachLevel(pool: Iterable<Candidate>): Candidate[] {
  const counts = new Map<number, number>()
  return [...pool].filter(({ level }) => {
    const count = counts.get(level) ?? 0
    counts.set(level, count + 1)
    return count < candidatesPerLevel
  })
}
