/** What a student can do by all answers of a quiz but one: what that one is compared with in personal quizzes. */
import { type AnswerRecord, hasVerdict, type Prior } from '../adaptive/ability.ts'
import { logLikelihood } from '../adaptive/item-response.ts'

/** The grid of lib/adaptive/ability.ts, so that a rest ability is what `abilityOf` gives without the answer. */
const grid = Array.from({ length: 121 }, (_, k) => -6 + k / 10)

/**
 * For each answer with a verdict, the EAP estimate of ability from the prior and the other answers; null for the rest,
 * which say nothing. The same as `abilityOf` with that answer left out, at the cost of two estimates instead of n: each
 * answer's log-likelihood is computed once and taken out of the sum again.
 */
export function restAbilities(prior: Prior, answers: readonly AnswerRecord[]): (number | null)[] {
  const perAnswer = answers.map((answer) =>
    hasVerdict(answer) ? grid.map((theta) => logLikelihood(answer, answer.correct, theta)) : null,
  )
  const posterior = grid.map((theta, k) =>
    perAnswer.reduce((sum, own) => sum + (own?.[k] ?? 0), -0.5 * ((theta - prior.mean) / prior.sd) ** 2),
  )
  return perAnswer.map((own) => (own ? meanWithout(own, posterior) : null))
}

function meanWithout(own: readonly number[], posterior: readonly number[]): number {
  const logs = posterior.map((log, k) => log - (own[k] ?? 0))
  const largest = logs.reduce((most, log) => Math.max(most, log))
  let total = 0
  let first = 0
  logs.forEach((log, k) => {
    const weight = Math.exp(log - largest)
    total += weight
    first += weight * (grid[k] ?? 0)
  })
  return first / total
}
