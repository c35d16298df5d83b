/**
 * Classical item analysis of a test that everybody takes: what Moodle's quiz statistics report computes.
 *
 * Formulas: Moodle, Quiz statistics calculations, https://docs.moodle.org/dev/Quiz_statistics_calculations; as computed
 * by its question/classes/statistics/questions/calculator.php and mod/quiz/report/statistics/classes/calculator.php.
 */
import { ascending, centralMoment, covarianceOf, meanOf, medianOf, sumOf, varianceOf } from './moments.ts'

/** What one examinee got for one item. May be negative, where wrong answers cost marks. */
export type Mark = {
  readonly examinee: string
  readonly item: string
  readonly mark: number
  readonly maxMark: number
}

export type ItemStatistics = {
  /** Marks given for the item. */
  readonly n: number
  /** Percent of the maximum that was reached; null where the item gives no marks. */
  readonly facility: number | null
  /** In marks. */
  readonly standardDeviation: number | null
  /** Percent, -100 to 100: correlation of the item with the rest of the test. */
  readonly discriminationIndex: number | null
  /** Percent: how much of the discrimination that marks so distributed allow is there. */
  readonly discriminativeEfficiency: number | null
}

export type TestStatistics = {
  readonly examinees: number
  /** Mean, median and standard deviation of the examinees' totals, in marks. */
  readonly mean: number | null
  readonly median: number | null
  readonly standardDeviation: number | null
  /** k3 / k2^1.5, from three examinees on. */
  readonly skewness: number | null
  /** k4 / k2^2, from four examinees on: 0 for a normal distribution. */
  readonly kurtosis: number | null
  /** Percent; Cronbach's alpha. Null for a test of one item. */
  readonly coefficientOfInternalConsistency: number | null
  /** Percent of the standard deviation that is chance. */
  readonly errorRatio: number | null
  /** Of a total, in marks. */
  readonly standardError: number | null
}

export type ClassicalStatistics = TestStatistics & { readonly items: Map<string, ItemStatistics> }

type ItemMarks = { readonly maxMark: number; readonly examinees: string[]; readonly marks: number[] }

/**
 * Statistics of every item, in order of first appearance, and of the whole test. Null where there are too few marks, or
 * marks without variance, for a figure to exist.
 *
 * An examinee who left an item out has a mark of 0 for it, as in Moodle; one who was never given it has none, and counts
 * neither in its n nor with it in the total.
 *
 * @throws RangeError when a mark is not a finite number, a maximum not a finite number of at least 0, an examinee has
 *   two marks for one item, or an item two maxima
 */
export function classicalItemStatistics(marks: readonly Mark[]): ClassicalStatistics {
  const { byItem, totals } = collect(marks)
  const items = new Map([...byItem].map(([item, itemMarks]) => [item, statisticsOfItem(itemMarks, totals)]))
  return { items, ...statisticsOfTest([...byItem.values()], [...totals.values()]) }
}

/**
 * With T - x the marks for all other items, and both lists sorted for the largest covariance they allow:
 *
 * $$ F = 100 \frac{\bar x}{max} \quad DI = 100 \frac{cov(x, T - x)}{\sqrt{var(x) var(T - x)}} \quad
 *    DE = 100 \frac{cov(x, T - x)}{cov(sort(x), sort(T - x))} $$
 */
function statisticsOfItem(
  { maxMark, examinees, marks }: ItemMarks,
  totals: ReadonlyMap<string, number>,
): ItemStatistics {
  const rests = examinees.map((examinee, i) => (totals.get(examinee) ?? 0) - (marks[i] ?? 0))
  const [mean, variance, restVariance] = [meanOf(marks), varianceOf(marks), varianceOf(rests)]
  const covariance = covarianceOf(marks, rests)
  const largest = covarianceOf(ascending(marks), ascending(rests))
  const isDefined = covariance !== null && largest !== null && variance && restVariance
  return {
    n: marks.length,
    facility: mean === null || maxMark === 0 ? null : (100 * mean) / maxMark,
    standardDeviation: variance === null ? null : Math.sqrt(variance),
    discriminationIndex: isDefined ? (100 * covariance) / Math.sqrt(variance * restVariance) : null,
    discriminativeEfficiency: isDefined ? (100 * covariance) / largest : null,
  }
}

/**
 * From the central moments m and the k-statistics of the totals:
 *
 * $$ k_2 = \frac{n m_2}{n - 1} \quad k_3 = \frac{n^2 m_3}{(n - 1)(n - 2)} \quad
 *    k_4 = \frac{n^2 ((n + 1) m_4 - 3 (n - 1) m_2^2)}{(n - 1)(n - 2)(n - 3)} $$
 *
 * $$ CIC = 100 \frac{p}{p - 1} \left(1 - \frac{\sum_i var(x_i)}{var(T)}\right) \quad
 *    ER = 100 \sqrt{1 - CIC / 100} \quad SE = \frac{ER}{100} \sqrt{k_2} $$
 *
 * p counts the items that give marks. CIC is Cronbach's alpha (1951, Coefficient alpha and the internal structure of
 * tests, Psychometrika 16, 297-334).
 */
function statisticsOfTest(items: readonly ItemMarks[], totals: readonly number[]): TestStatistics {
  const n = totals.length
  const k2 = varianceOf(totals)
  const deviation = k2 === null ? null : Math.sqrt(k2)
  const [m2, m3, m4] = [centralMoment(totals, 2), centralMoment(totals, 3), centralMoment(totals, 4)]
  const k3 = (n ** 2 * m3) / ((n - 1) * (n - 2))
  const k4 = (n ** 2 * ((n + 1) * m4 - 3 * (n - 1) * m2 ** 2)) / ((n - 1) * (n - 2) * (n - 3))
  const consistency = k2 ? internalConsistency(items, k2) : null
  const errorShare = consistency === null ? null : Math.sqrt(Math.max(0, 1 - consistency / 100))
  return {
    examinees: n,
    mean: meanOf(totals),
    median: medianOf(totals),
    standardDeviation: deviation,
    skewness: k2 && n > 2 ? k3 / k2 ** 1.5 : null,
    kurtosis: k2 && n > 3 ? k4 / k2 ** 2 : null,
    coefficientOfInternalConsistency: consistency,
    errorRatio: errorShare === null ? null : 100 * errorShare,
    standardError: errorShare === null || deviation === null ? null : errorShare * deviation,
  }
}

function internalConsistency(items: readonly ItemMarks[], totalVariance: number): number | null {
  const p = items.filter(({ maxMark }) => maxMark > 0).length
  const itemVariance = sumOf(items.map(({ marks }) => varianceOf(marks) ?? 0))
  return p < 2 ? null : 100 * (p / (p - 1)) * (1 - itemVariance / totalVariance)
}

function collect(marks: readonly Mark[]) {
  const byItem = new Map<string, ItemMarks>()
  const totals = new Map<string, number>()
  const seen = new Map<string, Set<string>>()
  for (const { examinee, item, mark, maxMark } of marks) {
    const where = `examinee ${JSON.stringify(examinee)}, item ${JSON.stringify(item)}`
    if (!Number.isFinite(mark)) throw new RangeError(`a mark must be a finite number, not ${mark}: ${where}`)
    if (!(Number.isFinite(maxMark) && maxMark >= 0)) {
      throw new RangeError(`a maximum must be a finite number of at least 0, not ${maxMark}: ${where}`)
    }
    const ofItem = byItem.get(item) ?? { maxMark, examinees: [], marks: [] }
    if (ofItem.maxMark !== maxMark) throw new RangeError(`two maxima, ${ofItem.maxMark} and ${maxMark}: ${where}`)
    const examineesOfItem = seen.get(item) ?? new Set()
    if (examineesOfItem.has(examinee)) throw new RangeError(`two marks: ${where}`)
    seen.set(item, examineesOfItem.add(examinee))
    ofItem.examinees.push(examinee)
    ofItem.marks.push(mark)
    byItem.set(item, ofItem)
    totals.set(examinee, (totals.get(examinee) ?? 0) + mark)
  }
  return { byItem, totals }
}
