/** Means, variances and covariances of samples, as item analysis needs them: divided by n - 1, null where undefined. */

export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : sumOf(values) / values.length
}

/**
 * Sample covariance, in two passes, so that large means cost no digits; null below two pairs.
 *
 * $$ cov(x, y) = \frac{1}{n - 1} \sum_i (x_i - \bar x)(y_i - \bar y) $$
 *
 * @param ys as many as `xs`
 */
export function covarianceOf(xs: readonly number[], ys: readonly number[]): number | null {
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)]
  if (meanX === null || meanY === null || xs.length < 2) return null
  return xs.reduce((sum, x, i) => sum + (x - meanX) * ((ys[i] ?? Number.NaN) - meanY), 0) / (xs.length - 1)
}

/**
 * Sample variance; null below two values. Values that differ by rounding alone, as sums of marks like 0.1 and 0.2 do when
 * added in another order, have variance 0.
 */
export function varianceOf(values: readonly number[]): number | null {
  const variance = covarianceOf(values, values)
  if (variance === null) return null
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return variance <= (rounding * largest) ** 2 ? 0 : variance
}

/** Sum of the power-th powers of the differences to the mean, divided by n. */
export function centralMoment(values: readonly number[], power: number): number {
  const mean = meanOf(values) ?? 0
  return values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length
}

/** The middle value, or the mean of the two middle ones. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = ascending(values)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return meanOf(middle)
}

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other)
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Relative to the largest value: well above what adding a few thousand doubles can lose, well below any mark. */
const rounding = 1e-11
