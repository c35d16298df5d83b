/**
 * Schedules of faults, any number of them, against the real handlers on real stores: prints how far it has come, and of
 * each schedule that went wrong its seed and all that happened in it.
 *
 * Usage: npm run -s faults -- [--schedules N] [--seed N] [--lanes N] [--theme NAME] [--mutant NAME] [--trace]
 */
import { parseArgs } from 'node:util'
import { mutants } from '../test/faults/mutants.ts'
import { planThemes, type Theme } from '../test/faults/plan.ts'
import { report, runSchedules, seedsFrom, withFaultServers } from '../test/faults/run-schedules.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: { schedules: text, seed: text, lanes: text, theme: text, mutant: text, trace: { type: 'boolean' } },
})

const count = (given: string | undefined, fallback: number) => {
  const value = Number(given ?? fallback)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${given} is not a number of anything`)
  return value
}
const isTheme = (name: string): name is Theme => planThemes.some((theme) => theme === name)

async function main(): Promise<number> {
  const schedules = count(values.schedules, 100)
  const seeds = seedsFrom(count(values.seed, 1), schedules)
  const { theme } = values
  if (theme !== undefined && !isTheme(theme)) throw new Error(`--theme is one of ${planThemes.join(', ')}`)
  const mutant = mutants.find(({ name }) => name === values.mutant)
  if (values.mutant !== undefined && !mutant)
    throw new Error(`--mutant is one of ${mutants.map(({ name }) => name).join(', ')}`)
  let done = 0
  let failed = 0
  const caught: number[] = []
  const kinds: Record<string, number> = {}
  const began = performance.now()
  await withFaultServers(
    (line) => console.error(line),
    (servers) =>
      runSchedules({
        seeds,
        servers,
        lanes: count(values.lanes, 6),
        ...(mutant && { mutant }),
        ...(theme && { theme }),
        done(ran) {
          done += 1
          for (const [kind, met] of Object.entries({ ...ran.kinds, ...ran.events }))
            kinds[kind] = (kinds[kind] ?? 0) + met
          if (ran.wrongs.length > 0) failed += 1
          if (ran.wrongs.length > 0 || values.trace) console.log(report(ran))
          if (mutant && ran.wrongs.some((wrong) => mutant.wrong.test(wrong))) caught.push(ran.seed)
          if (done % 25 === 0 || done === schedules)
            console.error(`${done} of ${schedules} schedules, ${failed} failed`)
          return undefined
        },
      }),
  )
  console.table(Object.fromEntries(Object.entries(kinds).sort()))
  const seconds = Math.round((performance.now() - began) / 1_000)
  console.log(`${done} schedules in ${seconds} s, ${failed} failed, first seed ${seeds[0]}`)
  if (mutant) console.log(`${mutant.name}: caught by ${caught.length === 0 ? 'none' : caught.join(', ')}`)
  return failed === 0 ? 0 : 1
}

process.exit(
  await main().catch((error: unknown) => {
    console.error(`faults: ${error instanceof Error ? error.message : error}`)
    return 2
  }),
)
