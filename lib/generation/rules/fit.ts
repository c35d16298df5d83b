/** Whether a candidate is a question at all, and the one that was asked for. */
import { candidateQuestionSchema } from '../../contract/generation.ts'
import type { Rule } from './rule.ts'

/** Every bound of the contract, once more: what has been read leniently may have been put together wrongly. */
const form: Rule['check'] = (question) =>
  candidateQuestionSchema
    .safeParse(question)
    .error?.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`) ?? []

const type: Rule['check'] = (question, asked) =>
  question.type === asked.type ? [] : [`type: ${asked.type} was asked for, not ${question.type}`]

const level: Rule['check'] = ({ level }, asked) => {
  const { min, max } = asked.topicRange
  if (level < min || level > max) return [`level: ${level} is outside of the topic's range, ${min} to ${max}`]
  return level === asked.level ? [] : [`level: ${asked.level} was asked for, not ${level}`]
}

/** Comes before all others, which rely on it. */
export const formRule: Rule = { rule: 'form', check: form }

export const fitRules: readonly Rule[] = [
  { rule: 'type', check: type },
  { rule: 'level', check: level },
]
