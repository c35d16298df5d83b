/** Lots that depend on the seed and on what they are drawn for, never on what was drawn before: order does not matter. */
import { createHash } from 'node:crypto'

export type Draw = {
  /** In [0, 1), the same each time for the same words. */
  share(...words: (string | number)[]): number
  chance(probability: number, ...words: (string | number)[]): boolean
  /** From 0 to `count` - 1. */
  below(count: number, ...words: (string | number)[]): number
  one<T>(from: readonly T[], ...words: (string | number)[]): T
  shuffled<T>(items: readonly T[], ...words: (string | number)[]): T[]
}

export function drawFrom(seed: number): Draw {
  const share: Draw['share'] = (...words) =>
    createHash('sha256')
      .update([seed, ...words].join('\u0000'))
      .digest()
      .readUInt32LE(0) /
    2 ** 32
  const below: Draw['below'] = (count, ...words) => Math.floor(share(...words) * count)
  return {
    share,
    below,
    chance: (probability, ...words) => share(...words) < probability,
    one: (from, ...words) => {
      const index = below(from.length, ...words)
      if (index >= from.length) throw new RangeError('nothing to draw from')
      return from[index]!
    },
    shuffled: (items, ...words) =>
      items
        .map((item, index) => ({ item, lot: share(...words, index) }))
        .sort((one, other) => one.lot - other.lot)
        .map(({ item }) => item),
  }
}
