/**
 * How difficult questions turned out to be: one topic's levels and items, from all its answers so far.
 *
 * The model of lib/adaptive/item-response.ts with a = 1 and c given. Item j of level l has b_j ~ N(mu_l, tau^2), where
 * mu_l ~ N(l - 3, 1) never falls from one level to the next. A question that one student only ever sees tells nothing of
 * its own b, yet of its level's mean: it is scored with b spread around it. Abilities are integrated out, so that
 * adaptive choices, which depend on nothing but answers seen here, leave no bias. Rating students and items against each
 * other as it goes (Elo) has no such defence, and stretches the scale.
 *
 * Bock & Aitkin (1981), Marginal maximum likelihood estimation of item parameters: application of an EM algorithm,
 * Psychometrika 46, 443-459; with priors, Mislevy (1986), Bayes modal estimation in item response models, Psychometrika
 * 51, 177-195; ignorable choices, Mislevy & Wu (1996), ETS RR-96-30.
 */
import type { Prior } from '../adaptive/ability.ts'
import { type ItemParameters, nominalParameters } from '../contract/item-parameters.ts'
import type { AnswerCounts } from './answer-counts.ts'
import { expectCounts, groupKey } from './expectation.ts'
import { type Group, maximise } from './maximise.ts'

export type CalibrationAnswer = {
  /** Stock id of a question that many students get; null for one made for a single student. */
  readonly item: string | null
  /** As labelled by whoever wrote it, and the same in all answers to an item. */
  readonly level: number
  /** Of the prompt that made it; null for the vetted bank. */
  readonly promptVersion: string | null
  readonly c: number
  readonly correct: boolean
}

/**
 * All answers of one student to one topic, or of one quiz with the prior it started from: what decided about the choices
 * has to be in one of the two.
 */
export type CalibrationStudent = {
  /** Default: N(0, 1). */
  readonly prior?: Prior
  readonly answers: readonly CalibrationAnswer[]
}

/** Gives the same students whenever it is called: the answers are read once for each iteration, and never kept. */
export type StudentSource = () => Iterable<CalibrationStudent> | AsyncIterable<CalibrationStudent>

type Estimate = {
  /** How many answers tell of it. */
  readonly n: number
  readonly b: number
  /** Of b by itself, all else as estimated: a little small where quizzes are long. */
  readonly standardError: number
}
export type LevelEstimate = Estimate & { readonly level: number; readonly promptVersion: string | null }
export type ItemEstimate = Estimate & {
  readonly item: string
  /** Whether there are answers enough to serve it by its own b, not its level's. */
  readonly published: boolean
}

export type Calibration = {
  /** All five levels of each prompt version that was seen, easiest first: b is the level's mean. */
  readonly levels: readonly LevelEstimate[]
  readonly items: readonly ItemEstimate[]
  /** Standard deviation of items around their level's mean. */
  readonly tau: number
  readonly iterations: number
  /** Whether the last iteration changed nothing by more than 0.005. */
  readonly converged: boolean
}

export type CalibrationOptions = {
  /** Where to start from, such as last night's: fewer iterations, the same result. */
  readonly start?: Pick<Calibration, 'levels' | 'items' | 'tau'> | undefined
  /** Default 50. */
  readonly maxIterations?: number
}

const fewestAnswers = 20
const tolerance = 0.005
/** What is expected of tau before any answer. */
const usualTau = 0.6

/** Parameters of every level and item that was answered. Memory grows with items, not with answers. */
export async function calibrate(students: StudentSource, options: CalibrationOptions = {}): Promise<Calibration> {
  const { start, maxIterations = 50 } = options
  const guesses = {
    levels: new Map(start?.levels.map(({ level, promptVersion, b }) => [groupKey({ level, promptVersion }), b])),
    items: new Map(start?.items.map(({ item, b }) => [item, b])),
  }
  let tau = start?.tau ?? usualTau
  let iterations = 0
  for (;;) {
    const groups = await expectCounts(students, guesses, tau)
    const next = maximise(groups, tau, usualTau)
    iterations += 1
    const converged = next.change <= tolerance
    if (converged || iterations >= maxIterations) {
      return { ...describe(groups), tau: next.tau, iterations, converged }
    }
    tau = next.tau
    for (const group of groups) {
      guesses.levels.set(groupKey(group), group.b)
      for (const { item, b } of group.items.values()) guesses.items.set(item, b)
    }
  }
}

export type CalibratedQuestion = Pick<CalibrationAnswer, 'item' | 'level' | 'promptVersion'> & {
  readonly optionCount: number | null
}

/**
 * What questions are served with from now on: a question's own published b, else its level's mean, else the nominal one.
 * Quizzes under way keep what they were served with.
 */
export function calibratedParameters(
  calibration: Pick<Calibration, 'levels' | 'items'>,
): (question: CalibratedQuestion) => ItemParameters {
  const ofItem = new Map(calibration.items.filter(({ published }) => published).map(({ item, b }) => [item, b]))
  const ofLevel = new Map(calibration.levels.map((level) => [groupKey(level), level.b]))
  return (question) => {
    const own = question.item === null ? undefined : ofItem.get(question.item)
    const nominal = nominalParameters(question)
    return { ...nominal, b: own ?? ofLevel.get(groupKey(question)) ?? nominal.b }
  }
}

function describe(groups: readonly Group[]): Pick<Calibration, 'levels' | 'items'> {
  const answersOf = (counts: readonly AnswerCounts[]) => counts.reduce((sum, { n }) => sum + n, 0)
  const items = groups.flatMap((group) =>
    [...group.items.values()].map(({ item, b, standardError, counts }) => {
      const n = answersOf(counts)
      return { item, n, b, standardError, published: n >= fewestAnswers }
    }),
  )
  const levels = groups.map(({ level, promptVersion, b, standardError, singleUse, items: ofLevel }) => ({
    ...{ level, promptVersion, b, standardError },
    n: answersOf([singleUse, ...[...ofLevel.values()].map(({ counts }) => counts)].flat()),
  }))
  return { levels, items }
}
