/**
 * The stage that tells the writers of further questions what a topic's answers have shown: how its levels have come out, and
 * what students believe who answer wrongly. Nothing of fewer than five students.
 */
import type { ObjectId } from 'mongodb'
import type { TopicFindingsDocument } from '../../contract/analytics-documents.ts'
import { toId } from '../../platform/ids.ts'
import { misconceptionsOf } from '../misconceptions.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { dateOf, dayMs, periodOf } from '../utc-day.ts'
import { readWrongAnswers } from './read-wrong-answers.ts'

const days = 90
const fewestStudents = 5
/** A level's share of right answers says too little below this. */
const fewestAnswers = 20
/** As many as a prompt has room for. */
const mostMisconceptions = 10

export async function findOutTopic(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const { topicFindings } = deps.collections
  const topicId = toId(partition)
  const isLatest = (await topicFindings.countDocuments({ _id: topicId, date: { $gt: date } })) === 0
  if (!isLatest) return { topics: 0 }
  if ((await countStudents(deps, topicId, date)) < fewestStudents) {
    await topicFindings.deleteOne({ _id: topicId })
    return { topics: 0 }
  }
  const [levels, misconceptions] = [
    await readLevels(deps, topicId, date),
    await readMisconceptions(deps, topicId, date),
  ]
  const findings: TopicFindingsDocument = { _id: topicId, date, levels, misconceptions }
  await topicFindings.replaceOne({ _id: topicId }, findings, { upsert: true })
  return { topics: 1, levels: levels.length, misconceptions: misconceptions.length }
}

const firstDay = (date: string) => new Date(periodOf(date).to.getTime() - days * dayMs)

/** Up to as many as make a difference. */
async function countStudents({ collections }: NightDeps, topicId: ObjectId, date: string): Promise<number> {
  const students = await collections.quizSessions
    .aggregate([
      { $match: { topicId, endTime: { $gte: firstDay(date), $lt: periodOf(date).to } } },
      { $group: { _id: '$userId' } },
      { $limit: fewestStudents },
    ])
    .toArray()
  return students.length
}

async function readLevels({ collections }: NightDeps, topicId: ObjectId, date: string) {
  const from = dateOf(firstDay(date))
  const sums = await collections.topicDays
    .aggregate<{ _id: number; n: number; correct: number }>([
      { $match: { topicId, date: { $gte: from, $lte: date } } },
      { $unwind: '$levels' },
      { $group: { _id: '$levels.level', n: { $sum: '$levels.answered' }, correct: { $sum: '$levels.correct' } } },
      { $sort: { _id: 1 } },
    ])
    .toArray()
  return sums
    .filter(({ n }) => n >= fewestAnswers)
    .map(({ _id, n, correct }) => ({ level: _id, n, successRate: correct / n }))
}

/** What most students share first. */
async function readMisconceptions(deps: NightDeps, topicId: ObjectId, date: string): Promise<string[]> {
  const found: { words: string; students: number }[] = []
  for await (const [itemId, wrongAnswers] of readWrongAnswers(deps, topicId, periodOf(date).to)) {
    const shared = misconceptionsOf(wrongAnswers)
    const question = shared.length > 0 ? await readQuestion(deps, itemId) : null
    if (question) found.push(...shared.map(({ answer, students }) => ({ words: inWords(question, answer), students })))
  }
  const sorted = found.sort((one, other) => other.students - one.students || (one.words < other.words ? -1 : 1))
  return [...new Set(sorted.map(({ words }) => words))].slice(0, mostMisconceptions)
}

type Question = { text: string; misconceptions?: { option: string; misconception: string }[] }

/** As the question's author has named it, else by what was asked and answered. */
function inWords({ text, misconceptions = [] }: Question, answer: string): string {
  const named = misconceptions.find(({ option }) => option === answer)
  return named?.misconception ?? `Asked "${text}", they answer "${answer}".`
}

async function readQuestion({ collections }: NightDeps, _id: ObjectId): Promise<Question | null> {
  const projection = { _id: 0, text: 1, misconceptions: 1 }
  return (
    (await collections.bankItems.findOne<Question>({ _id }, { projection })) ??
    (await collections.generatedQuestions.findOne<Question>({ _id }, { projection }))
  )
}
