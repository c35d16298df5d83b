/**
 * The stage that looks at how the patterns of coding questions have judged: how often they could not, and which rules fail
 * programs that pass every test. Where such a rule fails many, a milder pattern is proposed; an admin applies it or not.
 */
import type { ObjectId } from 'mongodb'
import { type CodingItem, relaxPattern } from '../../content/relax-pattern.ts'
import type { PatternFindingsDocument } from '../../contract/analytics-documents.ts'
import type { AttemptDocument } from '../../contract/documents.ts'
import { toId } from '../../platform/ids.ts'
import { readSharedItems } from '../items/shared-items.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { dayMs, periodOf } from '../utc-day.ts'
import { type JudgedPrograms, ruleFindings } from './rule-findings.ts'

const days = 90

export async function judgePatterns(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const { patternFindings, reports } = deps.collections
  const topicId = toId(partition)
  const judged = Map.groupBy(await readJudged(deps, topicId, date), ({ itemId }) => itemId.toHexString())
  for (const [id, programs] of judged) {
    const _id = toId(id)
    // A night that is worked again later must not undo what newer ones know.
    if ((await patternFindings.countDocuments({ _id, date: { $gt: date } })) > 0) continue
    const item = await readCodingItem(deps, _id)
    if (!item?.solutionPattern) continue
    const pattern = item.solutionPattern
    const reporters = await reports.distinct('userId', { itemId: _id, at: { $lt: periodOf(date).to } })
    const { tooStrict, ...findings } = ruleFindings(pattern, programs)
    const relaxed = tooStrict.length > 0 ? relaxPattern(item, tooStrict) : null
    const document: PatternFindingsDocument = {
      ...{ _id, topicId, date, ...findings, reporters: reporters.length },
      proposal: relaxed && { replaces: pattern, pattern: relaxed, toAdvice: tooStrict },
    }
    await patternFindings.replaceOne({ _id }, document, { upsert: true })
  }
  return {
    patterns: await patternFindings.countDocuments({ topicId, date }),
    proposals: await patternFindings.countDocuments({ topicId, date, proposal: { $ne: null } }),
  }
}

/** Equal judgements of one student's programs are one row. */
async function readJudged(deps: NightDeps, topicId: ObjectId, date: string): Promise<JudgedPrograms[]> {
  const to = periodOf(date).to
  const shared = [...(await readSharedItems(deps, topicId)).values()].map(({ _id }) => _id)
  const { bankItems, generatedQuestions } = deps.collections
  const coding = [
    ...(await bankItems.distinct('_id', { _id: { $in: shared }, type: 'coding' })),
    ...(await generatedQuestions.distinct('_id', { _id: { $in: shared }, type: 'coding' })),
  ]
  if (coding.length === 0) return []
  const isDecisive = { $eq: ['$$each.severity', 'essential'] }
  const verdict: { $in: AttemptDocument['verdict'][] } = { $in: ['correct', 'incorrect', 'unknown'] }
  return deps.collections.attempts
    .aggregate<JudgedPrograms>([
      {
        $match: {
          topicId,
          timestamp: { $gte: new Date(to.getTime() - days * dayMs), $lt: to },
          itemId: { $in: coding },
          verdict,
        },
      },
      {
        $project: {
          ...{ itemId: 1, userId: 1, verdict: 1 },
          decisive: { $filter: { input: '$feedback', as: 'each', cond: isDecisive } },
        },
      },
      {
        $project: {
          ...{ itemId: 1, userId: 1, verdict: 1 },
          rules: { $map: { input: '$decisive', as: 'each', in: '$$each.ruleId' } },
        },
      },
      {
        $group: {
          _id: { itemId: '$itemId', student: '$userId', verdict: '$verdict', rules: '$rules' },
          programs: { $sum: 1 },
        },
      },
      {
        $project: {
          ...{ _id: 0, itemId: '$_id.itemId', student: '$_id.student', verdict: '$_id.verdict' },
          ...{ rules: '$_id.rules', programs: 1 },
        },
      },
    ])
    .toArray()
}

async function readCodingItem({ collections }: NightDeps, _id: ObjectId): Promise<CodingItem | null> {
  return (
    (await collections.bankItems.findOne({ _id, status: 'active' })) ??
    (await collections.generatedQuestions.findOne({ _id, status: { $in: ['ready', 'served'] } }))
  )
}
