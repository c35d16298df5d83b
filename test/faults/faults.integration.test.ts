/**
 * Whole quizzes while a seeded schedule breaks everything between the handlers and their stores: nothing is lost, nothing
 * counts twice, no verdict changes. And the harness can fail: platforms that are wrong on purpose are caught.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { everyKind } from './every-kind.ts'
import { mutants } from './mutants.ts'
import type { Ran } from './run-schedule.ts'
import { metIn, report, runSchedules, seedsFrom } from './run-schedules.ts'
import { type FaultServers, startFaultServers } from './servers.ts'

/** In this many schedules from the first seed on, each mutant is caught. */
const enough = 100
const minutes = 60_000

let servers: FaultServers
beforeAll(async () => {
  servers = await startFaultServers((line) => console.error(line), inject('awsEndpoint'))
  if (!servers.isRust) console.error('failCommand is left out: its faults need secantusd-rs')
})
afterAll(() => servers.stop())

it(
  `${enough} schedules of crashes, lost replies, flushes, garbage and redelivery leave every quiz as its student saw it`,
  async () => {
    const ran = await runSchedules({ seeds: seedsFrom(1, enough), servers })
    expect(ran).toHaveLength(enough)
    expect(ran.filter(({ wrongs }) => wrongs.length > 0).map(report)).toEqual([])
    expect(
      everyKind({ failCommand: servers.isRust, schedules: enough }).filter((kind) => !metIn(ran).has(kind)),
    ).toEqual([])
  },
  10 * minutes,
)

describe('the same schedules catch a platform with', () => {
  it.each(mutants)(
    '$name',
    async (mutant) => {
      const seeds = new Set([...mutant.caughtBy, ...seedsFrom(1, enough)])
      const isCaught = ({ wrongs }: Ran) => wrongs.some((wrong) => mutant.wrong.test(wrong))
      const ran = await runSchedules({
        seeds: [...seeds],
        servers,
        mutant,
        done: isCaught,
        ...(mutant.theme && { theme: mutant.theme }),
      })
      expect(ran.some(isCaught)).toBe(true)
    },
    5 * minutes,
  )
})
