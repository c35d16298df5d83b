/** How far a share that was counted may be from the share behind it. */

export type Count = {
  /** How many there were. */
  readonly n: number
  /** How many of them count; 0 to n. */
  readonly count: number
}

export type Interval = { readonly low: number; readonly high: number }

/** Two-sided 95 % of the standard normal distribution. */
const z95TwoSided = 1.959963984540054

/**
 * Wilson's score interval for a share, which keeps what it promises at small n and near 0 and 1; null where nothing was
 * counted.
 *
 * $$ \frac{p + \frac{z^2}{2n} \pm z \sqrt{\frac{p(1 - p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}} $$
 *
 * Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the American
 * Statistical Association 22, 209-212.
 *
 * @param z standard deviations on either side (default: 95 %)
 * @throws RangeError when the counts are no whole numbers with 0 <= count <= n
 */
export function wilsonInterval({ n, count }: Count, z = z95TwoSided): Interval | null {
  if (!(Number.isInteger(n) && Number.isInteger(count) && count >= 0 && count <= n)) {
    throw new RangeError(`counts must be whole numbers with 0 <= count <= n: ${count} of ${n}`)
  }
  if (n === 0) return null
  const p = count / n
  const scale = 1 + z ** 2 / n
  const middle = (p + z ** 2 / (2 * n)) / scale
  const reach = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / scale
  // The ends are exact where rounding would leave them a hair off.
  return { low: count === 0 ? 0 : middle - reach, high: count === n ? 1 : middle + reach }
}

/**
 * How much larger a share is than another, as an interval; null where either counted nothing.
 *
 * $$ d - \sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2}, \quad d + \sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}, \quad d = p_1 - p_2 $$
 *
 * with Wilson's l and u. Newcombe (1998), Interval estimation for the difference between independent proportions:
 * comparison of eleven methods, Statistics in Medicine 17, 873-890, method 10.
 */
export function differenceInterval(one: Count, other: Count, z = z95TwoSided): Interval | null {
  const [first, second] = [wilsonInterval(one, z), wilsonInterval(other, z)]
  if (!first || !second) return null
  const [p, q] = [one.count / one.n, other.count / other.n]
  return {
    low: p - q - Math.hypot(p - first.low, second.high - q),
    high: p - q + Math.hypot(first.high - p, q - second.low),
  }
}
