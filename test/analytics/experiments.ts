/**
 * Simulated experiments: students of one school, some of whom come on a night and have questions generated.
 *
 * Of 1,000 students, 200 come on any night, each with one job of 15 questions. Questions of one student hang together
 * (a topic, a language), those of one job even more (a bad reply spoils many): the accepted share of a job is
 * logistic(1.2 + 0.65 student + 0.65 job), about 0.75 +- 0.17, and each question accepted by that chance. The candidate
 * adds its effect to that chance and is as good as the control in all else: calls (4 a job) take lognormal times, 2 % of
 * jobs end in a report, 1 % of questions in quarantine.
 */
import { type SeededRandom, seededRandom } from '../../lib/adaptive/seeded-random.ts'
import type { ArmFigures } from '../../lib/analytics/guardrails.ts'
import type { NightFigures } from '../../lib/analytics/promotion.ts'
import type { Sample } from '../../lib/analytics/sequential-test.ts'

const [population, active, questionsPerJob, callsPerJob] = [1000, 200, 15, 4]

export type SimulatedNight = NightFigures & {
  /** The yields with questions for units, as if their fates did not hang together. */
  readonly perQuestion: { readonly candidate: Sample; readonly control: Sample }
}

type Totals = { jobs: number; asked: number; accepted: number; cost: number; error: number; reported: boolean }
type Calls = { count: number; times: Uint32Array }

/** A night a turn: takes the share of students who are to have the candidate that night, gives the figures since it changed. */
export function experiment(seed: string, effect: number): (share: number) => SimulatedNight {
  const random = seededRandom(seed)
  const students = Array.from({ length: population }, () => ({ place: random.uniform(), ability: random.normal() }))
  let share = -1
  let totals: Totals[] = []
  let calls = { candidate: noCalls(), control: noCalls() }
  return (nextShare) => {
    if (nextShare !== share) {
      share = nextShare
      totals = students.map(() => ({ jobs: 0, asked: 0, accepted: 0, cost: 0, error: 0, reported: false }))
      calls = { candidate: noCalls(), control: noCalls() }
    }
    for (let i = 0; i < active; i++) {
      const index = Math.floor(random.uniform() * population)
      const { place, ability } = students[index]!
      const hasCandidate = place < share
      const chance = 1 / (1 + Math.exp(-(1.2 + 0.65 * ability + 0.65 * random.normal())))
      const total = totals[index]!
      total.jobs += 1
      total.asked += questionsPerJob
      total.accepted += binomial(random, Math.min(Math.max(chance + (hasCandidate ? effect : 0), 0), 1))
      total.cost += 0.001 + 0.002 * random.uniform()
      total.error += 0.24 * random.uniform()
      total.reported ||= random.uniform() < 0.02
      addCalls(random, hasCandidate ? calls.candidate : calls.control)
    }
    const armOf = (hasCandidate: boolean) => totals.filter((_, i) => students[i]!.place < share === hasCandidate)
    const [ofCandidate, ofControl] = [armOf(true), armOf(false)]
    return {
      candidate: figuresOf(ofCandidate, calls.candidate),
      control: figuresOf(ofControl, calls.control),
      perQuestion: { candidate: questionsOf(ofCandidate), control: questionsOf(ofControl) },
    }
  }
}

function figuresOf(everyone: readonly Totals[], calls: Calls): ArmFigures {
  const seen = everyone.filter(({ jobs }) => jobs > 0)
  const accepted = seen.reduce((sum, total) => sum + total.accepted, 0)
  return {
    acceptedYield: sampleOf(seen.map((total) => total.accepted / total.asked)),
    latency: { calls: calls.count, p95Ms: percentile95(calls) },
    cost: sampleOf(seen.map((total) => total.cost / total.jobs)),
    reports: { n: seen.length, count: seen.filter(({ reported }) => reported).length },
    quarantine: { n: accepted, count: Math.round(accepted / 100) },
    levelError: sampleOf(seen.map((total) => total.error / total.jobs)),
  }
}

function questionsOf(everyone: readonly Totals[]): Sample {
  const asked = everyone.reduce((sum, total) => sum + total.asked, 0)
  const accepted = everyone.reduce((sum, total) => sum + total.accepted, 0)
  const mean = asked === 0 ? 0 : accepted / asked
  return { n: asked, mean, variance: mean * (1 - mean) }
}

function sampleOf(values: readonly number[]): Sample {
  const n = values.length
  const mean = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n
  return { n, mean, variance: n < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) }
}

/** By inversion, from tables for chances in steps of 0.005. */
function binomial(random: SeededRandom, chance: number): number {
  const cumulative = binomialTables[Math.round(200 * chance)]!
  const point = random.uniform()
  let successes = 0
  while (successes < questionsPerJob && point >= cumulative[successes]!) successes += 1
  return successes
}

const binomialTables = Array.from({ length: 201 }, (_, step) => {
  const chance = step / 200
  let [below, ways] = [0, 1]
  return Array.from({ length: questionsPerJob + 1 }, (_unused, successes) => {
    below += ways * chance ** successes * (1 - chance) ** (questionsPerJob - successes)
    ways = (ways * (questionsPerJob - successes)) / (successes + 1)
    return below
  })
})

/** Times as counts in bins of 2 %, of which lognormal ones (median 2 s, sigma 0.5) are drawn from a table. */
const binRatio = 1.02
const times = (() => {
  const random = seededRandom('call times')
  return Uint16Array.from(
    { length: 65_536 },
    () => Math.log(2000 * Math.exp(0.5 * random.normal())) / Math.log(binRatio),
  )
})()

function noCalls(): Calls {
  return { count: 0, times: new Uint32Array(700) }
}

function addCalls(random: SeededRandom, calls: Calls): void {
  for (let call = 0; call < callsPerJob; call++) {
    const bin = times[Math.floor(random.uniform() * times.length)]!
    calls.times[bin] = calls.times[bin]! + 1
  }
  calls.count += callsPerJob
}

function percentile95(calls: Calls): number {
  let below = 0
  const bin = calls.times.findIndex((count) => {
    below += count
    return below >= 0.95 * calls.count
  })
  return calls.count === 0 ? 0 : binRatio ** bin
}
