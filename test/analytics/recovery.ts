/** How well calibration recovers the difficulties behind simulated nights. */
import { simulateNights, trueMeans } from './nights.ts'

export type Recovery = {
  /** Root mean squared errors of b: by labels alone, calibrated, and of items with 60 answers or more. */
  readonly labels: number
  readonly calibrated: number
  readonly wellAnswered: number
  /** The same in standard errors, of items with 60 answers or more: 1 if these are honest. */
  readonly standardised: number
  /** Errors of the means of levels with 200 answers or more. */
  readonly levelErrors: readonly number[]
}

export async function recover(seed: string): Promise<Recovery> {
  const { bank, calibration } = await simulateNights({ seed, nights: 16, studentsPerNight: 50, items: 100 })
  const items = new Map(calibration.items.map((item) => [item.item, item]))
  const levels = new Map(calibration.levels.map(({ level, b }) => [level, b]))
  const estimates = bank.map((item) => {
    const own = items.get(item.item)
    const error = (own?.b ?? levels.get(item.level)!) - item.b
    return { n: own?.n ?? 0, error, standardised: error / (own?.standardError ?? 1) }
  })
  const wellAnswered = estimates.filter(({ n }) => n >= 60)
  return {
    labels: rms(bank.map(({ level, b }) => level - 3 - b)),
    calibrated: rms(estimates.map(({ error }) => error)),
    wellAnswered: rms(wellAnswered.map(({ error }) => error)),
    standardised: rms(wellAnswered.map(({ standardised }) => standardised)),
    levelErrors: calibration.levels.filter(({ n }) => n >= 200).map(({ level, b }) => b - trueMeans[level - 1]!),
  }
}

export function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)
}
