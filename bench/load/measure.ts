/** What one service does with one topic: round trips, then answers one at a time, then as many as it can. */
import { serialDepth, type Trip } from '../../test/support/serial-depth.ts'
import { quantile } from '../quantile.ts'
import { answerAll, answerOnce, fillPool, playThrough, type Quiz, startQuiz } from './play.ts'
import type { Service, Stage } from './stage.ts'

/** What is injected in every measurement of time; AWS is as far away as MongoDB. */
export const distance = { mongodb: 1, redis: 0.5, aws: 1 }
/** So far away that what is sent side by side is seen to be. */
const farAway = { mongodb: 10, redis: 10, aws: 10 }
const near = { mongodb: 0, redis: 0, aws: 0 }

export type Subject = {
  readonly service: Service
  readonly topicId: string
  /** Questions that wait to be served when the first answer comes. */
  readonly pool: number
  /** Whether the service has to be told of the pool, since it takes fewer from the shelf. */
  readonly isFilled: boolean
  readonly length: number
}

export type Effort = { readonly quizzes: number; readonly seconds: number }

export type Trips = { readonly serial: number; readonly total: number }

export type Measured = {
  readonly start: Trips
  readonly answer: Trips
  /** Milliseconds of the service's processor time for each answer, one at a time. */
  readonly processor: number
  /** Milliseconds that the service's thread was at work for each answer, one at a time; of ours. */
  readonly atWork: readonly number[]
  /** Milliseconds of each answer, one at a time. */
  readonly alone: readonly number[]
  readonly perSecond: number
  /** Milliseconds of each answer at saturation. */
  readonly crowded: readonly number[]
}

const warmUpSeconds = 2

/** Beyond this many at a time, answers wait longer and no more of them come. */
const saturation = [8, 32]

export function createStudents(stage: Stage, { service: { url }, topicId, length, pool, isFilled }: Subject) {
  let students = 0
  const enrol = () => {
    students += 1
    return stage.issuer.mint({ email: `bench-${process.hrtime.bigint()}-${students}@school.example` })
  }
  const start = () => startQuiz(url, enrol(), topicId, length)
  return {
    start,
    async started(count: number): Promise<Quiz[]> {
      const quizzes: Quiz[] = []
      const lane = async () => {
        while (quizzes.length < count) {
          const quiz = await start()
          if (isFilled) await fillPool(url, quiz, pool)
          quizzes.push(quiz)
        }
      }
      await Promise.all([lane(), lane(), lane(), lane()])
      return quizzes
    },
  }
}

/** The round trips of some work, seen from the stores. */
export async function tripsOf(stage: Stage, work: () => Promise<unknown>): Promise<Trips> {
  await stage.set({ milliseconds: farAway, isRecording: true })
  await work()
  const trips = await stage.set({ milliseconds: near, isRecording: false })
  const sent: Trip[] = trips.toSorted((one, other) => one.from - other.from)
  return { serial: serialDepth(sent), total: sent.length }
}

const middle = (trips: readonly Trips[]): Trips => ({
  serial: quantile(
    trips.map(({ serial }) => serial),
    0.5,
  ),
  total: quantile(
    trips.map(({ total }) => total),
    0.5,
  ),
})

export async function measureService(stage: Stage, subject: Subject, { quizzes, seconds }: Effort): Promise<Measured> {
  const { service, length } = subject
  const { url } = service
  const students = createStudents(stage, subject)
  await stage.set({ milliseconds: near, isRecording: false })
  // A quiz that is not what it should be makes every figure worthless.
  for (const quiz of await students.started(1)) await playThrough(url, quiz, length)
  await answerAll(url, await students.started(16), { lanes: 4, seconds: warmUpSeconds })

  const starts: Trips[] = []
  for (let turn = 0; turn < 3; turn += 1) starts.push(await tripsOf(stage, students.start))
  const answers: Trips[] = []
  for (const quiz of await students.started(3)) answers.push(await tripsOf(stage, () => answerOnce(url, quiz)))

  const waiting = await students.started(quizzes)
  await stage.set({ milliseconds: distance, isRecording: false })
  const before = await service.usage()
  const { times: alone } = await answerAll(url, waiting, { lanes: 1, seconds })
  const after = await service.usage()
  const processor = (after.processor - before.processor) / alone.length
  let best = { times: [Number.NaN], perSecond: 0 }
  for (const lanes of saturation) {
    await stage.set({ milliseconds: near, isRecording: false })
    const more = await students.started(quizzes)
    await stage.set({ milliseconds: distance, isRecording: false })
    const crowd = await answerAll(url, more, { lanes, seconds })
    if (crowd.perSecond > best.perSecond) best = crowd
  }
  const { times: crowded, perSecond } = best
  return { start: middle(starts), answer: middle(answers), processor, atWork: after.atWork, alone, perSecond, crowded }
}
