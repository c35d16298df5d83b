/** What suites write their figures into, and how these are shown: one table on the screen, one file of JSON. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { stdout } from 'node:process'

/** One figure. `atLeast` or `atMost` is what was promised of it, on a machine that does nothing else. */
export type Row = {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly atLeast?: number
  readonly atMost?: number
}

export type Report = {
  readonly row: (row: Row) => void
  /** Where a suite is. @param share from 0 to 1 */
  readonly progress: (share: number, doing: string) => void
  /** Something that the reader should know, as that a peer is absent. */
  readonly note: (text: string) => void
}

/** A measurement by name: `npm run bench -- NAME`. */
export type Suite = { readonly name: string; readonly run: (report: Report) => void | Promise<void> }

export async function runSuites(suites: readonly Suite[]): Promise<void> {
  const machine = describeMachine()
  console.log(machine)
  const results: { suite: string; rows: Row[]; notes: string[] }[] = []
  for (const { name, run } of suites) {
    const [rows, notes]: [Row[], string[]] = [[], []]
    try {
      await run({
        row: (row) => rows.push(row),
        progress: (share, doing) => showProgress(name, share, doing),
        note: (text) => notes.push(text),
      })
    } catch (error) {
      // The other suites' figures are worth as much as before.
      notes.push(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      process.exitCode = 1
    }
    results.push({ suite: name, rows, notes })
  }
  clearProgress()
  console.table(results.flatMap(({ suite, rows }) => rows.map((row) => ({ suite, ...present(row) }))))
  for (const { suite, notes } of results) for (const note of notes) console.log(`${suite}: ${note}`)
  console.log(`written to ${writeResults({ machine, at: new Date().toISOString(), results })}`)
}

function present({ what, value, unit, atLeast, atMost }: Row) {
  const promise = atLeast !== undefined ? `>= ${atLeast}` : atMost !== undefined ? `<= ${atMost}` : ''
  const isKept = value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY)
  return { what, value: rounded(value), unit, promise, kept: promise === '' ? '' : isKept ? 'yes' : 'NO' }
}

const rounded = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(3)))

function describeMachine(): string {
  const [first] = cpus()
  const [load = 0] = loadavg()
  const memory = Math.round(totalmem() / 1024 ** 3)
  const processor = `${cpus().length} x ${first?.model ?? 'unknown processor'}`
  return `${processor}, ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}, load ${load.toFixed(1)}`
}

function writeResults(results: object): string {
  const folder = join(import.meta.dirname, '..', '.bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'latest.json')
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  return file
}

const barWidth = 24

function showProgress(suite: string, share: number, doing: string): void {
  if (!stdout.isTTY) return
  const done = Math.round(share * barWidth)
  const line = `${suite} [${'#'.repeat(done)}${'.'.repeat(barWidth - done)}] ${doing}`
  stdout.write(`\r\u001b[K${line.slice(0, stdout.columns - 1)}`)
}

function clearProgress(): void {
  if (stdout.isTTY) stdout.write('\r\u001b[K')
}
