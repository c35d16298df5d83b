/**
 * Whether an answer takes longer the larger things get: the pool of a quiz, and the answers on record. Sizes take turns in
 * random order, so that what the machine does meanwhile falls on all of them.
 */
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'
import { createStudents, type Subject, tripsOf } from '../load/measure.ts'
import { answerOnce } from '../load/play.ts'
import { openStage, type Stage } from '../load/stage.ts'
import { stockOurs } from '../load/topic.ts'
import { quantile } from '../quantile.ts'
import type { Report, Suite } from '../report.ts'
import { sizeOf } from '../sizes.ts'
import { type Point, slopeOf } from './slope.ts'
import { storeAttempts } from './stored-attempts.ts'

const length = 10
const items = 50
const rounds = sizeOf('BENCH_GROWTH_ROUNDS', 10)
const pools = [10, 30, 100, 300, 1_000]
const mostAttempts = sizeOf('BENCH_GROWTH_ATTEMPTS', 1_000_000)
const recorded = [1_000, 10_000, 100_000, 1_000_000].filter((count) => count <= mostAttempts)
/** Of one size, in one turn. */
const quizzesPerTurn = 8
/** The pool is near its full size for so long. */
const answersPerQuiz = 5

const near = { milliseconds: { mongodb: 0, redis: 0, aws: 0 }, isRecording: false }

export const suite: Suite = {
  name: 'growth',
  async run(report) {
    const stage = await openStage()
    if ('problem' in stage) {
      report.note(stage.problem)
      return
    }
    try {
      report.note(
        `The stores are ${stage.stores}, nothing injected, answers one at a time. A slope is Theil and Sen's over the ` +
          'medians of all turns; the row fails where its whole 95 % interval lies above 0, which chance does to one flat ' +
          'line of 40.',
      )
      await stage.set(near)
      await overPools(stage, report)
      await overRecords(stage, report)
    } finally {
      await stage.stop()
    }
  },
}

/** One service for all sizes. */
async function overPools(stage: Stage, report: Report): Promise<void> {
  const database = 'growth-pools'
  const topicId = await stockOurs(stage.client.db(database), items)
  const service = await stage.startOurs(database)
  const subjectOf = (pool: number): Subject => ({ service, topicId, pool, isFilled: true, length })
  try {
    await medianOf(stage, subjectOf(100))
    const points = await takeTurns(pools, (pool, share) => {
      report.progress(share / 2, `a pool of ${pool}`)
      return medianOf(stage, subjectOf(pool))
    })
    rowsOf(report, 'over pools', 'of the pool', points)
    for (const pool of [Math.min(...pools), Math.max(...pools)]) {
      await tripRows(stage, report, `a pool of ${pool}`, subjectOf(pool))
    }
  } finally {
    service.stop()
  }
}

/** A new process for each turn: one that stays would give its own luck to its size. */
async function overRecords(stage: Stage, report: Report): Promise<void> {
  const topics = new Map<number, string>()
  const databaseOf = (count: number) => `growth-${count}`
  for (const count of recorded) {
    report.progress(0.5, `storing ${count.toLocaleString('en')} answers`)
    const db = stage.client.db(databaseOf(count))
    const topicId = await stockOurs(db, items)
    await storeAttempts(db, topicId, count)
    topics.set(count, topicId)
  }
  const withService = async <T>(count: number, work: (subject: Subject) => Promise<T>): Promise<T> => {
    const service = await stage.startOurs(databaseOf(count))
    try {
      const topicId = topics.get(count) ?? ''
      const subject = { service, topicId, pool: items, isFilled: true, length }
      await medianOf(stage, subject)
      return await work(subject)
    } finally {
      service.stop()
    }
  }
  const points = await takeTurns(recorded, (count, share) => {
    report.progress(0.6 + 0.4 * share, `${count.toLocaleString('en')} answers on record`)
    return withService(count, (subject) => medianOf(stage, subject))
  })
  rowsOf(report, 'over answers on record', 'of the record', points)
  for (const count of [Math.min(...recorded), Math.max(...recorded)]) {
    const of = `${count.toLocaleString('en')} answers on record`
    await withService(count, (subject) => tripRows(stage, report, of, subject))
  }
}

async function takeTurns(
  sizes: readonly number[],
  measure: (size: number, share: number) => Promise<number>,
): Promise<{ size: number; median: number }[]> {
  const random = seededRandom('turns')
  const turns: { size: number; median: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const order = sizes.map((size) => ({ size, lot: random.uniform() })).sort((one, other) => one.lot - other.lot)
    for (const { size } of order) {
      turns.push({ size, median: await measure(size, turns.length / (rounds * sizes.length)) })
    }
  }
  return turns
}

/** Milliseconds, of the first answers of some new quizzes. */
async function medianOf(stage: Stage, subject: Subject): Promise<number> {
  const times: number[] = []
  for (const quiz of await createStudents(stage, subject).started(quizzesPerTurn)) {
    for (let turn = 0; turn < answersPerQuiz; turn += 1) times.push(await answerOnce(subject.service.url, quiz))
  }
  return quantile(times, 0.5)
}

function rowsOf(
  { row }: Report,
  over: string,
  of: string,
  turns: readonly { readonly size: number; readonly median: number }[],
): void {
  for (const [size, group] of [...Map.groupBy(turns, (turn) => turn.size)].toSorted(([one], [other]) => one - other)) {
    const median = quantile(
      group.map((turn) => turn.median),
      0.5,
    )
    row({ what: `${over}: an answer at ${size.toLocaleString('en')}, median`, value: median, unit: 'ms' })
  }
  const points: Point[] = turns.map(({ size, median }) => ({ x: Math.log10(size), y: median }))
  const { estimate, lower, upper } = slopeOf(points)
  const unit = 'ms per tenfold'
  row({ what: `${over}: slope with ten times the size ${of}`, value: estimate, unit })
  row({ what: `${over}: lower end of its 95 % interval`, value: lower, unit, atMost: 0 })
  row({ what: `${over}: upper end of its 95 % interval`, value: upper, unit })
}

async function tripRows(stage: Stage, { row }: Report, of: string, subject: Subject): Promise<void> {
  const [quiz] = await createStudents(stage, subject).started(1)
  if (!quiz) throw new Error('no quiz was started')
  await answerOnce(subject.service.url, quiz)
  const { serial, total } = await tripsOf(stage, () => answerOnce(subject.service.url, quiz))
  row({ what: `${of}: round trips of an answer, serial`, value: serial, unit: 'trips', atMost: 3 })
  row({ what: `${of}: round trips of an answer, total`, value: total, unit: 'trips' })
}
