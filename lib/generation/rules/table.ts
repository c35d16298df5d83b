/** Every rule that looks at one candidate by itself. Cheap ones first; all that are broken are told. */
import type { CandidateProblem, CandidateQuestion } from '../../contract/generation.ts'
import { admitCodingQuestion } from '../../grading/code/admission-gate.ts'
import { isUnfit } from '../content-filter.ts'
import { arithmeticRules } from './arithmetic.ts'
import { explanationRules } from './explanation.ts'
import { fitRules, formRule } from './fit.ts'
import { giveawayRules } from './giveaway.ts'
import { instructionRules } from './instructions.ts'
import { markupRules } from './markup.ts'
import { optionRules } from './options.ts'
import { personalDataRules } from './personal-data.ts'
import { type Asked, programsOf, proseOf, type Rule } from './rule.ts'
import { textAnswerRules } from './text-answer.ts'

const contentFilter: Rule = {
  rule: 'content-filter',
  check: (question) =>
    [...proseOf(question), ...programsOf(question)].some(isUnfit)
      ? ['text: has words that no student should read']
      : [],
}

/** Runs the question's own programs in the grader's interpreter, within its counted fuel. */
const admission: Rule = {
  rule: 'admission',
  check: (question) => (question.type === 'coding' ? admitCodingQuestion(question).problems : []),
}

const rules: readonly Rule[] = [
  ...fitRules,
  ...optionRules,
  ...textAnswerRules,
  ...explanationRules,
  ...giveawayRules,
  ...arithmeticRules,
  ...markupRules,
  ...personalDataRules,
  ...instructionRules,
  contentFilter,
]

/** What is wrong with a candidate, as far as it can be seen without others and without a model. Never throws. */
export function findProblems(question: CandidateQuestion, asked: Asked): CandidateProblem[] {
  const malformed = apply([formRule], question, asked)
  if (malformed.length > 0) return malformed
  const found = apply(rules, question, asked)
  return found.length > 0 ? found : apply([admission], question, asked)
}

const apply = (some: readonly Rule[], question: CandidateQuestion, asked: Asked): CandidateProblem[] =>
  some.flatMap(({ rule, check }) => check(question, asked).map((message) => ({ rule, message })))
