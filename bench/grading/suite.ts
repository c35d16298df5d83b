/** The code grader: how fast, beside others; how slow and how large the worst programs make it. */
import { performance } from 'node:perf_hooks'
import { gradeCode } from '../../lib/grading/code/grade-code.ts'
import { parseProgram } from '../../lib/grading/code/program/parse-program.ts'
import { quantile } from '../quantile.ts'
import type { Report, Suite } from '../report.ts'
import { measureHeapGrowth } from './heap.ts'
import { hostileToRead, hostileToRun } from './hostile.ts'
import { hostilePattern, rulesPattern, testedPattern } from './patterns.ts'
import { loadAstGrep, loadStructured } from './peers.ts'
import { makePrograms } from './programs.ts'

const programCount = 1_500

type Timing = {
  /** Programs a second of this thread's time on a processor, which other work on the machine does not count in. */
  readonly perSecond: number
  /** Milliseconds by the clock, of each program. */
  readonly times: readonly number[]
}

/** After a warm-up over them all. @throws when one is not judged as it must be */
function time(programs: readonly string[], judge: (source: string) => boolean): Timing {
  for (let round = 0; round < 3; round++)
    for (const source of programs) if (!judge(source)) throw new Error(`misjudged:\n${source}`)
  const before = process.threadCpuUsage()
  const times = programs.map((source) => timeOnce(() => judge(source)))
  const { user, system } = process.threadCpuUsage(before)
  return { perSecond: (programs.length * 1_000_000) / (user + system), times }
}

function timeOnce(work: () => unknown): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}

/** What the work costs, rather than what else the machine had to do. */
const shortestTime = (work: () => unknown) => Math.min(...Array.from({ length: 5 }, () => timeOnce(work)))

function rowsOfTimes(
  { row }: Report,
  what: string,
  programs: readonly string[],
  { times }: Timing,
  judge: (source: string) => boolean,
  atMost: number,
): void {
  row({ what: `${what}, median`, value: quantile(times, 0.5), unit: 'ms' })
  row({ what: `${what}, p99`, value: quantile(times, 0.99), unit: 'ms', atMost })
  const shortest = programs.map((source) => shortestTime(() => judge(source)))
  row({ what: `${what}, p99 of each program's shortest of five`, value: quantile(shortest, 0.99), unit: 'ms', atMost })
}

function measureSpeed(report: Report): void {
  const { row, note, progress } = report
  const unit = 'programs/s'
  const byRules = (source: string) => gradeCode(rulesPattern, source).verdict === 'correct'
  const today = makePrograms(programCount, 'today')
  progress(0, 'rules')
  const ours = time(today, byRules)
  row({ what: 'parse and 5 rules, 50 lines', value: ours.perSecond, unit, atLeast: 2_500 })
  rowsOfTimes(report, 'parse and 5 rules', today, ours, byRules, 1)
  const parsing = time(today, (source) => parseProgram(source).kind === 'parsed')
  row({ what: 'of it: parse', value: parsing.perSecond, unit })

  progress(0.1, 'tests')
  const byTests = (source: string) => gradeCode(testedPattern, source).verdict === 'correct'
  rowsOfTimes(report, 'and 10 tests', today, time(today, byTests), byTests, 10)

  progress(0.2, 'peers')
  const es5 = makePrograms(programCount, 'es5')
  const comparisons = [
    { peer: loadStructured(), programs: es5, spelling: 'ES5' },
    { peer: loadAstGrep(), programs: today, spelling: 'of today' },
  ]
  for (const { peer, programs, spelling } of comparisons) {
    if ('problem' in peer) {
      note(peer.problem)
      continue
    }
    const theirs = time(programs, (source) => peer.countMatches(source) >= 2).perSecond
    const own = time(programs, byRules).perSecond
    row({ what: `${peer.name}, 5 patterns, programs ${spelling}`, value: theirs, unit })
    row({ what: `ours on the same, as a multiple of ${peer.name}`, value: own / theirs, unit: 'x' })
  }
}

function measureWorst({ row, progress }: Report): void {
  const groups = [
    { kind: 'to read', programs: hostileToRead, from: 0.4 },
    { kind: 'to run', programs: hostileToRun, from: 0.5 },
  ]
  for (const { kind, programs, from } of groups) {
    const timed = programs.map(({ name, source }) => {
      progress(from, name)
      return { name, time: shortestTime(() => gradeCode(hostilePattern, source)) }
    })
    const worst = timed.reduce((most, one) => (one.time > most.time ? one : most))
    row({
      what: `worst of ${programs.length} hostile programs ${kind}: ${worst.name}`,
      value: worst.time,
      unit: 'ms',
      atMost: 250,
    })
  }
}

async function measureHeap({ row, progress }: Report): Promise<void> {
  const grown = await measureHeapGrowth([...hostileToRead, ...hostileToRun], (name) => progress(0.7, name))
  const worst = grown.reduce((most, one) => (one.megabytes > most.megabytes ? one : most))
  row({ what: `heap growth, worst: ${worst.name}`, value: worst.megabytes, unit: 'MB', atMost: 64 })
}

async function run(report: Report): Promise<void> {
  measureSpeed(report)
  measureWorst(report)
  await measureHeap(report)
}

export const suite: Suite = { name: 'grading', run }
