/**
 * Whether something grows: the Theil-Sen slope with its distribution-free interval, which no single slow measurement moves.
 *
 * Sen (1968), Estimates of the regression coefficient based on Kendall's tau, Journal of the American Statistical
 * Association 63(324), 1379-1389; with the variance for ties of Hollander, Wolfe & Chicken (2014), chapter 9.3.
 */

export type Point = { readonly x: number; readonly y: number }

export type Slope = { readonly estimate: number; readonly lower: number; readonly upper: number }

/** The 97.5th percentile of the standard normal distribution. */
const z = 1.96

/** With its 95 % interval. @throws RangeError with fewer than ten points, or all at one x */
export function slopeOf(points: readonly Point[]): Slope {
  const slopes = points.flatMap((one, index) =>
    points.slice(index + 1).flatMap((other) => (other.x === one.x ? [] : [(other.y - one.y) / (other.x - one.x)])),
  )
  if (points.length < 10 || slopes.length === 0) throw new RangeError('a slope needs ten points, not all at one x')
  slopes.sort((one, other) => one - other)
  const half = (z * Math.sqrt(varianceOfKendall(points))) / 2
  const middle = slopes.length / 2
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, rank))] ?? Number.NaN
  return {
    estimate: (at(Math.floor((slopes.length - 1) / 2)) + at(Math.ceil((slopes.length - 1) / 2))) / 2,
    lower: at(Math.floor(middle - half) - 1),
    upper: at(Math.ceil(middle + half)),
  }
}

/** Of the statistic that counts rising less falling pairs, where many points share an x. */
function varianceOfKendall(points: readonly Point[]): number {
  const term = (count: number) => count * (count - 1) * (2 * count + 5)
  const groups = [...Map.groupBy(points, ({ x }) => x).values()]
  return (term(points.length) - groups.reduce((sum, { length }) => sum + term(length), 0)) / 18
}
