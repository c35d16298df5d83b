/** What became of the questions that a prompt version or an arm has made, once students were asked them. */
import type { PromptOutcomesDocument } from '../../contract/analytics-documents.ts'
import type { Collections } from '../../platform/collections.ts'
import type { ArmFigures } from '../guardrails.ts'
import type { Count } from '../success-interval.ts'
import type { Asked } from './logged-jobs.ts'
import { type FoundSample, meanAndDeviation, toSample } from './samples.ts'

type Served = Pick<ArmFigures, 'reports' | 'quarantine' | 'levelError'> & Pick<PromptOutcomesDocument, 'answers'>
type Deps = Pick<Collections, 'generationLogs'>

/** @param asked of which questions; only what happened to them before its end counts */
export async function measureServed({ generationLogs }: Deps, asked: Asked): Promise<Served> {
  const copies = servedCopies(asked)
  const before = asked.timestamp.$lt
  const count = async (pipeline: object[]): Promise<Count> => {
    const [found] = await generationLogs.aggregate<Count>([...copies, ...pipeline]).toArray()
    return found ?? { n: 0, count: 0 }
  }
  const countAnswers = async () =>
    generationLogs.aggregate<Answered>([...copies, ...answersByStudent(before), ...totalAnswers]).toArray()
  const [reports, quarantine, answered] = await Promise.all([
    count(studentsWhoReported(before)),
    count(itemsInQuarantine),
    countAnswers(),
  ])
  const { levelError, answers } = answered[0] ?? { levelError: undefined, answers: { n: 0, correct: 0, unknown: 0 } }
  return { reports, quarantine, levelError: toSample(levelError), answers }
}

type Answered = { levelError: FoundSample; answers: PromptOutcomesDocument['answers'] }

/** From logs over the questions that were accepted to the copies that students were asked. */
const servedCopies = (asked: Asked): object[] => [
  { $match: asked },
  { $project: { _id: 0, 'candidates.itemId': 1 } },
  { $unwind: '$candidates' },
  { $match: { 'candidates.itemId': { $ne: null } } },
  { $project: { itemId: '$candidates.itemId' } },
  { $lookup: { from: 'questions', localField: 'itemId', foreignField: 'itemId', as: 'copy' } },
  { $unwind: '$copy' },
  // A null is below every date.
  { $match: { 'copy.servedAt': { $gt: new Date(0), $lt: asked.timestamp.$lt } } },
  {
    $project: {
      itemId: 1,
      questionId: '$copy._id',
      userId: '$copy.userId',
      sessionId: '$copy.sessionId',
    },
  },
]

const countOf = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } })

const studentsWhoReported = (before: Date): object[] => [
  { $lookup: { from: 'reports', localField: 'itemId', foreignField: 'itemId', as: 'report' } },
  {
    $project: {
      userId: 1,
      theirs: {
        $filter: {
          input: '$report',
          as: 'each',
          cond: { $and: [{ $eq: ['$$each.userId', '$userId'] }, { $lt: ['$$each.at', before] }] },
        },
      },
    },
  },
  { $group: { _id: '$userId', reports: { $sum: { $size: '$theirs' } } } },
  { $group: { _id: null, n: { $sum: 1 }, count: countOf({ $gt: ['$reports', 0] }) } },
  { $project: { _id: 0 } },
]

const itemsInQuarantine: object[] = [
  { $group: { _id: '$itemId' } },
  { $lookup: { from: 'generatedQuestions', localField: '_id', foreignField: '_id', as: 'item' } },
  { $unwind: '$item' },
  { $group: { _id: null, n: { $sum: 1 }, count: countOf({ $eq: ['$item.status', 'quarantined'] }) } },
  { $project: { _id: 0 } },
]

/**
 * Right answers, and those to be expected from what was known of the ability and from the levels as they are called:
 * b = level - 3 (Birnbaum 1968), whatever calibration has made of it since.
 */
const expectedRight = {
  $add: [
    '$answer.parameters.c',
    {
      $divide: [
        { $subtract: [1, '$answer.parameters.c'] },
        {
          $add: [
            1,
            { $exp: { $subtract: [{ $subtract: ['$answer.difficulty', 3] }, '$answer.ability.before.theta'] } },
          ],
        },
      ],
    },
  ],
}

const answersByStudent = (before: Date): object[] => [
  { $group: { _id: '$sessionId', userId: { $first: '$userId' }, questionIds: { $push: '$questionId' } } },
  { $lookup: { from: 'attempts', localField: '_id', foreignField: 'sessionId', as: 'answer' } },
  { $unwind: '$answer' },
  {
    $match: {
      'answer.timestamp': { $lt: before },
      'answer.verdict': { $ne: 'checking' },
      $expr: { $in: ['$answer.questionId', '$questionIds'] },
    },
  },
  {
    $group: {
      _id: '$userId',
      n: countOf({ $ne: ['$answer.verdict', 'unknown'] }),
      unknown: countOf({ $eq: ['$answer.verdict', 'unknown'] }),
      correct: countOf({ $eq: ['$answer.verdict', 'correct'] }),
      expected: { $sum: { $cond: [{ $ne: ['$answer.verdict', 'unknown'] }, expectedRight, 0] } },
    },
  },
  { $sort: { _id: 1 } },
]

const [sampled, named] = meanAndDeviation({ levelError: '$error' })

const totalAnswers: object[] = [
  {
    $set: {
      error: {
        $cond: [{ $gt: ['$n', 0] }, { $divide: [{ $abs: { $subtract: ['$correct', '$expected'] } }, '$n'] }, null],
      },
    },
  },
  {
    $group: {
      ...sampled?.$group,
      n: { $sum: '$n' },
      correct: { $sum: '$correct' },
      unknown: { $sum: '$unknown' },
    },
  },
  { $project: { ...named?.$project, answers: { n: '$n', correct: '$correct', unknown: '$unknown' } } },
]
