/** The rule for coding questions: the grader accepts what is right and rejects what is wrong. */
import { admitCodingQuestion } from '../../grading/code/admission-gate.ts'
import type { Check, Coding } from './rule.ts'

export const passesTheGate: Check<Coding> = (question) => {
  const { admitted, problems } = admitCodingQuestion(question)
  return admitted ? null : problems.slice(0, 3).join(' ')
}
