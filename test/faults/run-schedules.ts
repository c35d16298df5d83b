/** Many schedules, several platforms side by side. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleHost } from './bundle.ts'
import { type Lane, openLane } from './lane.ts'
import type { Mutant } from './mutants.ts'
import type { PlanOptions } from './plan.ts'
import { type Ran, runSchedule } from './run-schedule.ts'
import { type FaultServers, startFaultServers } from './servers.ts'

export type RunOptions = {
  seeds: readonly number[]
  servers: FaultServers
  /** @default 6 */
  lanes?: number
  mutant?: Mutant
  /** `server-kills` gives each lane a server of its own. */
  theme?: PlanOptions['theme']
  /** Learns of each schedule that is done; true ends the run. */
  done?(ran: Ran): boolean | undefined
}

let runs = 0

/** @returns what each schedule came to, in the order in which they ended */
export async function runSchedules({ seeds, servers, lanes = 6, mutant, theme, done }: RunOptions): Promise<Ran[]> {
  runs += 1
  const own = `faults-${process.pid}-${runs}`
  const directory = join(servers.directory, own)
  await mkdir(directory, { recursive: true })
  const bundle = await bundleHost(directory, mutant)
  const options: PlanOptions = { failCommand: servers.isRust, ...(theme && { theme }) }
  const shared = theme === 'server-kills' ? undefined : await servers.startMongodb(own)
  const waiting = [...seeds]
  const ran: Ran[] = []
  let isOver = false

  async function work(index: number): Promise<void> {
    const name = `${own}-${index}`
    let lane: Lane | undefined
    try {
      const mongodb = shared ?? (await servers.startMongodb(name))
      lane = await openLane({ name, servers, mongodb, bundle, mutant })
      for (let seed = waiting.shift(); seed !== undefined && !isOver; seed = waiting.shift()) {
        const result = await runSchedule(lane, seed, options)
        ran.push(result)
        if (done?.(result)) isOver = true
      }
    } finally {
      await lane?.stop()
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, seeds.length) }, (_, index) => work(index)))
  return ran
}

/** Servers for one run, stopped after it. */
export async function withFaultServers<T>(
  say: (line: string) => void,
  use: (servers: FaultServers) => Promise<T>,
  awsEndpoint?: string,
): Promise<T> {
  const servers = await startFaultServers(say, awsEndpoint)
  try {
    return await use(servers)
  } finally {
    await servers.stop()
  }
}

export const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)

/** Every kind of fault, and whatever else befell somebody. */
export const metIn = (ran: readonly Ran[]) =>
  new Set(ran.flatMap(({ kinds, events }) => [...Object.keys(kinds), ...Object.keys(events)]))

/** All that is needed to look into a schedule that went wrong. */
export const report = ({ seed, plan, wrongs, lines }: Ran): string =>
  [
    `seed ${seed} (${plan.theme}, ${plan.subject}, ${plan.quizzes} x ${plan.length}): npm run faults -- --schedules 1 --seed ${seed}${plan.theme === 'server-kills' ? ' --theme server-kills' : ''}`,
    ...wrongs.map((wrong) => `  wrong: ${wrong}`),
    ...lines.map((line) => `  | ${line}`),
  ].join('\n')
