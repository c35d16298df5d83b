/** Where the question is nothing but an expression, its key is calculated. */

import type { CandidateQuestion } from '../../contract/generation.ts'
import { readNumber } from '../../grading/text.ts'
import { evaluateArithmetic } from './evaluate-arithmetic.ts'
import { plain, type Rule } from './rule.ts'
import { isSameNumber, withoutLatex } from './value-of.ts'

/** The whole question: one word more ('rounded down', 'in Python') may change what is asked. */
const bareExpression =
  /^(?:(?:what is|what's|calculate|compute|evaluate|work out|find|simplify|determine)\s+)?(?:the )?(?:value of |result of |exact value of )?:?\s*(?<expression>[^?=:`]*?\d[^?=:`]*?)\s*(?:=\s*(?:\?|_+)?)?\s*[?.]?$/i

/** More is no bare expression. */
const longestQuestion = 240

/** The value that the key must have; null where the question is no bare expression. */
export function calculatedKey({ text }: Pick<CandidateQuestion, 'text'>): number | null {
  if (text.length > longestQuestion) return null
  const { expression } = bareExpression.exec(plain(text.replaceAll('²', '^2').replaceAll('³', '^3')))?.groups ?? {}
  return expression === undefined ? null : evaluateArithmetic(expression)
}

/** Written with so many decimals, a key may be rounded. */
const leastDecimals = 2

/** What the key means: '$x$'-signs and fractions read; the value may stand behind an equals sign. */
function agrees(value: number, key: string, tolerance: number): boolean | null {
  const written = withoutLatex(plain(key))
  const readings = readNumber(written)
  if (readings.length === 0) return null
  const decimals = /\.(\d+)$/.exec(written)?.[1]?.length ?? 0
  const slack = Math.max(tolerance, decimals >= leastDecimals ? 0.5 * 10 ** -decimals : 0)
  return readings.some((reading) => isSameNumber(reading, value) || Math.abs(reading - value) <= slack * (1 + 1e-9))
}

const arithmetic: Rule['check'] = (question) => {
  if (question.type === 'coding') return []
  const value = calculatedKey(question)
  if (value === null) return []
  const tolerance = question.type === 'text' ? (question.tolerance ?? 0) : 0
  return agrees(value, question.correctAnswer, tolerance) === false
    ? [`correctAnswer: '${question.correctAnswer}' is wrong, the value is ${value}`]
    : []
}

export const arithmeticRules: readonly Rule[] = [{ rule: 'arithmetic', check: arithmetic }]
