/** What one session leaves for the next: the posterior, widened with the days in between. */
import { type Ability, type Prior, populationPrior } from './ability.ts'

/**
 * Variance that a day adds. A usual posterior (standard error 0.55) is back at the population's sd of 1 after a year:
 * (1 - 0.55^2) / 365.
 */
const variancePerDay = 0.0019

/** Below this, a prior would outweigh a whole quiz and hide that the student has learned since. */
const smallestSd = 0.4

/** One beyond the outermost levels (b = -2 and 2): further out, no question could tell. */
const largestMean = 3

/**
 * The next session's prior.
 *
 * $$ sd = \sqrt{SE^2 + \nu \cdot days}, \quad 0.4 \le sd \le 1, \quad -3 \le mean \le 3 $$
 *
 * The growth of the rating deviation in Glickman (1999), Parameter estimation in large dynamic paired comparison
 * experiments, Applied Statistics 48(3), 377-394, equation 2 of the Glicko system.
 *
 * @param posterior.days days since that session's end; a negative number (clocks disagree) counts as 0
 */
export function carryPrior({ theta, standardError, days }: Ability & { readonly days: number }): Prior {
  const sd = Math.sqrt(standardError ** 2 + variancePerDay * Math.max(days, 0))
  return {
    mean: Math.min(Math.max(theta, -largestMean), largestMean),
    sd: Math.min(Math.max(sd, smallestSd), populationPrior.sd),
  }
}
