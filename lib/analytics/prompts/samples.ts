/** One figure a student, put together inside MongoDB as mean and deviation. */
import type { Sample } from '../sequential-test.ts'

export type FoundSample = { n: number; mean: number | null; deviation: number | null }

/** Stages that make a sample of each named expression; students for whom it is null have no part in it. */
export const meanAndDeviation = (expressions: Record<string, string>) => {
  const names = Object.entries(expressions)
  return [
    {
      $group: {
        _id: null,
        ...Object.fromEntries(
          names.flatMap(([name, value]) => [
            [`${name}N`, { $sum: { $cond: [{ $gte: [value, 0] }, 1, 0] } }],
            [`${name}Mean`, { $avg: value }],
            [`${name}Deviation`, { $stdDevSamp: value }],
          ]),
        ),
      },
    },
    {
      $project: {
        _id: 0,
        ...Object.fromEntries(
          names.map(([name]) => [name, { n: `$${name}N`, mean: `$${name}Mean`, deviation: `$${name}Deviation` }]),
        ),
      },
    },
  ]
}

export const toSample = ({ n, mean, deviation }: FoundSample = { n: 0, mean: 0, deviation: 0 }): Sample => ({
  n,
  mean: mean ?? 0,
  variance: (deviation ?? 0) ** 2,
})
