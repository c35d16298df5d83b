/** Starts and answers beside the obvious implementation (bench/peers/quiz), on the same stores at the same distance. */
import { installPeers } from '../load-peers.ts'
import { quantile } from '../quantile.ts'
import type { Report, Suite } from '../report.ts'
import { sizeOf } from '../sizes.ts'
import { distance, type Measured, measureService } from './measure.ts'
import { openStage, type Service, type Stage } from './stage.ts'
import { stockOurs, stockPeer } from './topic.ts'

const pools = [10, 50, 500]
const length = 10
const effort = { quizzes: sizeOf('BENCH_LOAD_QUIZZES', 100), seconds: sizeOf('BENCH_LOAD_SECONDS', 6) }

/** Serial, one answer: R1, M1, then R2, M2 and the bus side by side. */
const injected = distance.redis + distance.mongodb + Math.max(distance.redis, distance.mongodb, distance.aws)

const peers = [
  { name: 'peer', reads: 'each' },
  { name: 'peer that reads its pool at once', reads: 'once' },
] as const

export const suite: Suite = {
  name: 'load',
  async run(report) {
    const problem = installPeers()
    if (problem) {
      report.note(`left out: the peer cannot be installed: ${problem}`)
      return
    }
    const stage = await openStage()
    if ('problem' in stage) {
      report.note(stage.problem)
      return
    }
    try {
      report.note(
        `The stores are ${stage.stores}; ${distance.redis} ms away (Redis) and ${distance.mongodb} ms (MongoDB, AWS). ` +
          'Services, stores, proxies and students share this machine, so that answers/s are of all of these together. ' +
          'Times are of answers one at a time where nothing else is said.',
      )
      for (const [index, pool] of pools.entries()) {
        report.progress(index / pools.length, `a pool of ${pool}`)
        await comparePool(stage, report, pool)
      }
    } finally {
      await stage.stop()
    }
  },
}

async function comparePool(stage: Stage, report: Report, pool: number): Promise<void> {
  const own = await measureOurs(stage, pool)
  const of = (what: string) => `pool of ${pool}: ${what}`
  rowsOf(report, of('ours'), own, true)
  const beyond = quantile(own.alone, 0.99) - injected
  report.row({ what: of('ours: an answer beyond what was injected, p99'), value: beyond, unit: 'ms' })
  const working = 'ours: an answer, the service’s thread at work'
  report.row({ what: of(`${working}, p50`), value: quantile(own.atWork, 0.5), unit: 'ms' })
  report.row({ what: of(`${working}, p99`), value: quantile(own.atWork, 0.99), unit: 'ms', atMost: 5 })
  for (const { name, reads } of peers) {
    const database = `peer-${pool}-${reads}`
    const topicId = await stockPeer(stage.client.db(database), pool)
    const service = await stage.startPeer(database, reads)
    const theirs = await measured(stage, service, { topicId, pool, isFilled: false })
    rowsOf(report, of(name), theirs, false)
    // The promise is of the obvious implementation, at the pool that a quiz usually has.
    const promise = pool === 50 && reads === 'each' && { atLeast: 3 }
    const ratio = own.perSecond / theirs.perSecond
    report.row({ what: of(`answers/s, ours as a multiple of ${name}`), value: ratio, unit: 'x', ...promise })
    const medians = quantile(theirs.alone, 0.5) / quantile(own.alone, 0.5)
    report.row({ what: of(`median of an answer, ${name} as a multiple of ours`), value: medians, unit: 'x' })
  }
}

async function measureOurs(stage: Stage, pool: number): Promise<Measured> {
  const database = `ours-${pool}`
  const topicId = await stockOurs(stage.client.db(database), pool)
  return measured(stage, await stage.startOurs(database), { topicId, pool, isFilled: true })
}

async function measured(
  stage: Stage,
  service: Service,
  subject: { topicId: string; pool: number; isFilled: boolean },
): Promise<Measured> {
  try {
    return await measureService(stage, { ...subject, service, length }, effort)
  } finally {
    service.stop()
  }
}

function rowsOf({ row }: Report, of: string, measured: Measured, isOurs: boolean): void {
  const { start, answer, processor, alone, perSecond, crowded } = measured
  row({ what: `${of}: round trips of a start, serial`, value: start.serial, unit: 'trips' })
  row({ what: `${of}: round trips of a start, total`, value: start.total, unit: 'trips' })
  const promise = isOurs && { atMost: 3 }
  row({ what: `${of}: round trips of an answer, serial`, value: answer.serial, unit: 'trips', ...promise })
  row({ what: `${of}: round trips of an answer, total`, value: answer.total, unit: 'trips' })
  for (const share of [0.5, 0.95, 0.99]) {
    row({ what: `${of}: an answer, p${100 * share}`, value: quantile(alone, share), unit: 'ms' })
  }
  row({ what: `${of}: an answer, the service’s processor time`, value: processor, unit: 'ms CPU' })
  row({ what: `${of}: answers at saturation`, value: perSecond, unit: 'answers/s' })
  row({ what: `${of}: an answer at saturation, p95`, value: quantile(crowded, 0.95), unit: 'ms' })
}
