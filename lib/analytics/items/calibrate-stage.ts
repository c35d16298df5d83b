/**
 * The stage that calibrates a topic on its latest quizzes and publishes what came out: the stock gets it, and through
 * the stock tomorrow's quizzes. Copies in quizzes under way keep what they were served with.
 */
import type { ObjectId } from 'mongodb'
import type { CalibrationDocument } from '../../contract/analytics-documents.ts'
import { toId } from '../../platform/ids.ts'
import { calibrate, calibratedParameters } from '../calibration.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { periodOf } from '../utc-day.ts'
import { gatherStudents } from './gather-students.ts'
import { readSharedItems, type SharedItem } from './shared-items.ts'

export async function calibrateTopic(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const { calibrations } = deps.collections
  const topicId = toId(partition)
  const items = await readSharedItems(deps, topicId)
  const students = await gatherStudents(deps, { topicId, before: periodOf(date).to, items })
  if (students.quizzes === 0) return { items: 0, published: 0 }
  const [start] = await calibrations
    .find({ topicId, date: { $lt: date } })
    .sort({ date: -1 })
    .limit(1)
    .toArray()
  const found = await calibrate(students.source, { start })
  const calibration: CalibrationDocument = {
    _id: `${partition}:${date}`,
    ...{ topicId, date, quizzes: students.quizzes },
    ...{ levels: [...found.levels], items: [...found.items], tau: found.tau },
    ...{ iterations: found.iterations, converged: found.converged },
  }
  await calibrations.replaceOne({ _id: calibration._id }, calibration, { upsert: true })
  // A night that is worked again later must not undo what newer ones know.
  const isLatest = (await calibrations.countDocuments({ topicId, date: { $gt: date } }, { limit: 1 })) === 0
  if (isLatest) await publish(deps, topicId, calibration, items)
  return { items: found.items.length, published: found.items.filter(({ published }) => published).length }
}

async function publish(
  { collections: { bankItems, generatedQuestions, topics } }: NightDeps,
  topicId: ObjectId,
  calibration: CalibrationDocument,
  items: ReadonlyMap<string, SharedItem>,
): Promise<void> {
  const parametersOf = calibratedParameters(calibration)
  const updates = [...items].map(([item, { _id, level, options, promptVersion }]) => {
    const { b } = parametersOf({ item, level, promptVersion, optionCount: options?.length ?? null })
    return { ofBank: promptVersion === null, updateOne: { filter: { _id }, update: { $set: { b } } } }
  })
  const [ofBank = [], generated = []] = [true, false].map((wanted) =>
    updates.flatMap(({ ofBank: found, updateOne }) => (found === wanted ? [{ updateOne }] : [])),
  )
  if (ofBank.length > 0) await bankItems.bulkWrite(ofBank, { ordered: false })
  if (generated.length > 0) await generatedQuestions.bulkWrite(generated, { ordered: false })
  const levelMeans = calibration.levels.map(({ level, promptVersion, b }) => ({ level, promptVersion, b }))
  await topics.updateOne({ _id: topicId }, { $set: { levelMeans } })
}
