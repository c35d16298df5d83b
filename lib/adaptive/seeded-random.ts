/** Random numbers that a seed determines, for simulations. */
import { hashText } from './hash.ts'

export type SeededRandom = {
  /** Uniform on [0, 1). */
  readonly uniform: () => number
  /** Standard normal. */
  readonly normal: () => number
}

/**
 * A generator of its own for every seed.
 *
 * Uniform: mulberry32 (Ettinger 2017, public domain). Normal: Box & Muller (1958), A note on the generation of random
 * normal deviates, Annals of Mathematical Statistics 29(2), 610-611.
 */
export function seededRandom(seed: string): SeededRandom {
  let state = hashText(seed)
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal }
}
