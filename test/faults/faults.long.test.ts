/** 2,000 schedules of all kinds, 100 of them with the database server killed and started again; every mutant again. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { everyKind } from './every-kind.ts'
import { mutants } from './mutants.ts'
import type { Ran } from './run-schedule.ts'
import { metIn, report, runSchedules, seedsFrom } from './run-schedules.ts'
import { type FaultServers, startFaultServers } from './servers.ts'

const firstSeed = Number(process.env.FAULTS_SEED ?? 1_001)
const minutes = 60_000

let servers: FaultServers
beforeAll(async () => {
  servers = await startFaultServers((line) => console.error(line), inject('awsEndpoint'))
})
afterAll(() => servers.stop())

describe('after every one of', () => {
  it(
    '1,900 schedules of every kind of fault but the death of the server',
    async () => {
      const ran = await runSchedules({ seeds: seedsFrom(firstSeed, 1_900), servers })
      expect(ran.filter(({ wrongs }) => wrongs.length > 0).map(report)).toEqual([])
      expect(ran).toHaveLength(1_900)
      expect(servers.isRust).toBe(true)
      expect(everyKind({ failCommand: true, schedules: 1_900 }).filter((kind) => !metIn(ran).has(kind))).toEqual([])
    },
    30 * minutes,
  )

  it(
    '100 schedules in which the server is killed and started again',
    async () => {
      const seeds = seedsFrom(firstSeed, 100)
      const ran = await runSchedules({ seeds, servers, lanes: 3, theme: 'server-kills' })
      expect(ran.filter(({ wrongs }) => wrongs.length > 0).map(report)).toEqual([])
      const killed = ran.filter(({ kinds }) => Object.keys(kinds).some((kind) => kind.includes('kill-server')))
      expect(killed.length).toBeGreaterThan(50)
    },
    15 * minutes,
  )
})

describe('a hundred schedules catch a platform with', () => {
  it.each(mutants)(
    '$name',
    async (mutant) => {
      const done = ({ wrongs }: Ran) => wrongs.some((wrong) => mutant.wrong.test(wrong))
      const { theme } = mutant
      const ran = await runSchedules({ seeds: seedsFrom(1, 100), servers, mutant, done, ...(theme && { theme }) })
      expect(ran.some(done)).toBe(true)
    },
    5 * minutes,
  )
})
