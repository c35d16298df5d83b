/** A milder version of a coding question's pattern: rules that fail good programs become advice. Pure. */
import type { BankItemDocument } from '../contract/documents.ts'
import type { SolutionPattern } from '../contract/solution-pattern.ts'
import { admitCodingQuestion } from '../grading/code/admission-gate.ts'

export type CodingItem = Pick<
  BankItemDocument,
  'solutionPattern' | 'starterCode' | 'reference' | 'correctAnswer' | 'alternatives' | 'wrongPrograms'
>

/** null where nothing can be relaxed, or the admission gate does not let the question pass with it. */
export function relaxPattern(item: CodingItem, ruleIds: readonly string[]): SolutionPattern | null {
  const { solutionPattern: pattern } = item
  // With that policy, advice would decide as well.
  if (!pattern || pattern.policy?.verdict === 'tests+require+patterns') return null
  const { require: required = [], forbid = [], patterns = [], ...rest } = pattern
  const isRelaxed = ({ id }: { id: string }) => ruleIds.includes(id)
  const advice = required.filter(isRelaxed)
  // What is forbidden is a fault where it is found, advice one where it is not: that would have to be turned round.
  const prohibitions = forbid.filter(isRelaxed).map(({ id, feedback, ...matcher }) => ({ id, feedback, not: matcher }))
  if (advice.length + prohibitions.length === 0) return null
  const relaxed = {
    ...rest,
    require: required.filter((rule) => !isRelaxed(rule)),
    forbid: forbid.filter((rule) => !isRelaxed(rule)),
    patterns: [...patterns, ...advice, ...prohibitions],
  }
  return isAdmitted(item, relaxed) ? relaxed : null
}

/** Whether the question's own programs are judged rightly by a pattern. */
export const isAdmitted = (item: CodingItem, solutionPattern: SolutionPattern): boolean =>
  admitCodingQuestion({ ...item, reference: item.reference ?? item.correctAnswer, solutionPattern }).admitted
