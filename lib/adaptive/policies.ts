/**
 * The three ways to choose a level. Each says which level it wants, had every level a question left, and takes the
 * offer that serves it best. A level stands for the question it would serve: exact where items are calibrated.
 */

import { type ItemParameters, nominalParameters } from '../contract/item-parameters.ts'
import type { DifficultyRange, PolicyName } from '../contract/topic.ts'
import type { Ability, AnswerRecord } from './ability.ts'
import type { Candidate } from './candidates.ts'
import type { ChoiceReason } from './choice-reason.ts'
import { information, probability } from './item-response.ts'
import { bestLevel, lastMove, type NonEmpty } from './levels.ts'
import { rollingLevel } from './rolling.ts'

export type View = {
  readonly ability: Ability
  readonly answers: readonly AnswerRecord[]
  readonly range: DifficultyRange
  /** One question per level that has any, easiest first. */
  readonly offers: NonEmpty<Candidate>
}

export type Choice = { readonly question: Candidate; readonly reason: ChoiceReason }

/** Practice that succeeds about this often neither bores nor discourages. */
const practiceSuccess = 0.7

export function choiceByPolicy(policy: PolicyName, view: View): Choice {
  switch (policy) {
    case 'irt':
      return mostInformative(view)
    case 'practice':
      return nearestToPracticeSuccess(view)
    case 'rolling':
      return byRollingRule(view)
  }
}

/**
 * The non-empty level with the most information at theta (Lord 1980, chapter 10), all levels compared at the same
 * guessing: else a written question of a harder level, which nobody guesses, would win over a choice of the level that
 * fits, and a wrong answer be followed by something harder.
 */
function mostInformative({ ability, answers, range, offers }: View): Choice {
  const move = moveOf(answers)
  const c = usualGuessing(offers)
  const informationAtTheta = ({ a, b }: ItemParameters) => information({ a, b, c }, ability.theta)
  const question = bestLevel(offers, move, informationAtTheta)
  const wanted = bestLevel(everyLevel(range, offers), move, informationAtTheta).level
  const reason = { ...ability, information: informationAtTheta(question), wanted, taken: question.level }
  return { question, reason: { rule: 'irt', ...reason } }
}

/** The level whose question is expected to be answered rightly nearest to 70 % of the time. */
function nearestToPracticeSuccess({ ability, answers, range, offers }: View): Choice {
  const move = moveOf(answers)
  const success = (item: ItemParameters) => probability(item, ability.theta)
  const { level: wanted } = bestLevel(
    everyLevel(range, offers),
    move,
    (item) => -Math.abs(success(item) - practiceSuccess),
  )
  const question = nearestOffer(offers, wanted, move)
  const reason = { ...ability, expectedSuccess: success(question), wanted, taken: question.level }
  return { question, reason: { rule: 'practice', ...reason } }
}

/** The level that the plain rule names. */
function byRollingRule({ answers, range, offers }: View): Choice {
  const { wanted, cause, window, streak } = rollingLevel(answers, range)
  const question = nearestOffer(offers, wanted, lastMove([...answers.map(({ level }) => level), wanted]))
  return { question, reason: { rule: 'rolling', cause, window: [...window], streak, wanted, taken: question.level } }
}

function moveOf(answers: readonly AnswerRecord[]): number {
  return lastMove(answers.map(({ level }) => level))
}

function nearestOffer(offers: NonEmpty<Candidate>, wanted: number, move: number): Candidate {
  return bestLevel(offers, move, ({ level }) => -Math.abs(level - wanted))
}

/** Each level of the range: its offer, or, where it has none, a nominal question with the usual guessing. */
function everyLevel(
  { min, max }: DifficultyRange,
  offers: NonEmpty<Candidate>,
): NonEmpty<ItemParameters & { level: number }> {
  const c = usualGuessing(offers)
  const at = (level: number) =>
    offers.find((offer) => offer.level === level) ?? { ...nominalParameters({ level, optionCount: null }), c, level }
  return [at(min), ...Array.from({ length: max - min }, (_, i) => at(min + 1 + i))]
}

const usualGuessing = (offers: NonEmpty<Candidate>) => offers.reduce((sum, { c }) => sum + c, 0) / offers.length
