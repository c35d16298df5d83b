/** The code grader: how fast it reads structure, beside Khan's `structured` and ast-grep; how long a whole grade takes. */
import { performance } from 'node:perf_hooks'
import { gradeCode } from '../lib/grading/code/grade-code.ts'
import { parseProgram } from '../lib/grading/code/program/parse-program.ts'
import { checkStructure } from '../lib/grading/code/structure/check-structure.ts'
import { codingQuestions, fiftyLines, fiftyOldLines, fiveRules, hostile } from './grading/programs.ts'
import { loadPeers } from './peers.ts'
import { quantile, type Report, rounded, type Suite } from './suite.ts'

const secondsEach = 4

/** Milliseconds of each call, for some seconds after a warm-up. */
function timesOf(programs: readonly string[], work: (program: string) => void): number[] {
  const until = (seconds: number) => performance.now() + seconds * 1_000
  const times: number[] = []
  for (const [seconds, counts] of [
    [1, false],
    [secondsEach, true],
  ] as const) {
    for (let end = until(seconds), index = 0; performance.now() < end; index += 1) {
      const begin = performance.now()
      work(programs[index % programs.length] ?? '')
      if (counts) times.push(performance.now() - begin)
    }
  }
  return times
}

function readStructure(program: string): void {
  const parsed = parseProgram(program)
  if (parsed.kind !== 'parsed') throw new Error(`a program of the bank cannot be read: ${program}`)
  checkStructure(fiveRules, parsed)
}

async function structure(report: Report): Promise<void> {
  const peers = await loadPeers(report)
  const contenders = [
    { name: 'this grader', programs: fiftyLines, work: readStructure },
    { name: 'this grader, the ES5 programs', programs: fiftyOldLines, work: readStructure },
    ...(peers
      ? [
          { name: 'structured 0.1.2 (ES5 only)', programs: fiftyOldLines, work: peers.structured },
          { name: '@ast-grep/napi 0.51.2', programs: fiftyLines, work: peers.astGrep },
        ]
      : []),
  ]
  let ours = Number.NaN
  for (const [place, { name, programs, work }] of contenders.entries()) {
    report.progress(name, place / contenders.length)
    const times = timesOf(programs, work)
    const perSecond = 1_000 / (times.reduce((sum, time) => sum + time, 0) / times.length)
    if (place === 0) ours = perSecond
    report.row('Parse and five structural rules, programs of about 50 lines', {
      grader: name,
      'programs/s': Math.round(perSecond),
      'p99 ms': rounded(quantile(times, 0.99)),
      'ours is so many times as fast': rounded(ours / perSecond),
    })
  }
}

/** Ten sample tests: those of the question, over and over. */
function wholeGrades(report: Report): void {
  const jobs = codingQuestions.flatMap(({ pattern, programs }) => {
    const tests = pattern.tests ?? []
    const ten = Array.from({ length: 10 }, (_, index) => tests[index % tests.length]).flatMap((test) => test ?? [])
    return programs.map((program) => ({ pattern: { ...pattern, tests: ten }, program }))
  })
  const times: number[] = []
  for (let round = 0; round < 60; round += 1) {
    report.progress('whole grades', round / 60)
    for (const { pattern, program } of jobs) {
      const begin = performance.now()
      gradeCode(pattern, program)
      if (round >= 10) times.push(performance.now() - begin)
    }
  }
  report.row('A whole grade with ten sample tests, milliseconds', {
    programs: jobs.length,
    p50: rounded(quantile(times, 0.5)),
    p99: rounded(quantile(times, 0.99)),
  })
}

const heapUsed = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** Each hostile program under the usual fuel: the longest of ten runs, and how far the heap grew at most. */
function worstCases(report: Report): void {
  const tests = [{ args: [1], expect: 1 }]
  for (const [shape, program] of Object.entries(hostile)) {
    let longest = 0
    let growth = 0
    let verdict = ''
    for (let run = 0; run < 10; run += 1) {
      const before = heapUsed()
      const begin = performance.now()
      verdict = gradeCode({ ...fiveRules, tests }, program).verdict
      longest = Math.max(longest, performance.now() - begin)
      growth = Math.max(growth, process.memoryUsage().heapUsed - before)
    }
    report.row('The worst that 16 KB can do', {
      shape,
      verdict,
      'longest ms': rounded(longest),
      'heap growth MB': rounded(growth / 1e6),
    })
  }
}

export const suite: Suite = {
  name: 'grading',
  purpose: 'code answers, judged without being run',
  async run(report) {
    await structure(report)
    wholeGrades(report)
    worstCases(report)
  },
}
