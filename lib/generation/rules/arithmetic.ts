/**
 * Checks the key of a question that asks for nothing but the value of an arithmetic expression ("What is 17 * 23?"). It
 * stays silent about every other question.
 */
import type { CandidateQuestion } from '../../contract/generation.ts'
import { isAcceptedText, readNumber } from '../../grading/text.ts'
import type { Check } from './rule.ts'

const asking =
  /^(?:what is|what's|calculate|compute|evaluate|find|work out|find the value of|what is the value of)\s*:?\s*\$?([-+\d\s.()*/×·÷−^]+?)\$?\s*[=?.]*\s*\??$/i

/** The expression that a stem asks for; null where it asks for more, or for something else. */
export function expressionIn(stem: string): string | null {
  const plain = stem
    .replaceAll('\\cdot', '*')
    .replaceAll('\\times', '*')
    .replaceAll('\\div', '/')
    .replaceAll(/\\left|\\right/g, '')
  const expression = asking.exec(plain.trim())?.[1]?.trim()
  return expression && /\d\s*[-+*/×·÷−^]/.test(expression) ? expression : null
}

const symbols: Readonly<Record<string, string>> = { '×': '*', '·': '*', '÷': '/', '−': '-' }

/** Value by the usual precedence, `^` to the right; null for what is no expression, or has no finite value. */
export function evaluate(expression: string): number | null {
  const tokens = expression.replace(/[×·÷−]/g, (sign) => symbols[sign] ?? sign).match(/\d+(?:\.\d+)?|[-+*/^()]|\S/g)
  if (!tokens || tokens.length > 60) return null
  let place = 0
  const take = (wanted: string) => {
    if (tokens[place] !== wanted) return false
    place += 1
    return true
  }
  const sum = (depth: number): number => {
    let value = product(depth)
    for (;;) {
      if (take('+')) value += product(depth)
      else if (take('-')) value -= product(depth)
      else return value
    }
  }
  const product = (depth: number): number => {
    let value = signed(depth)
    for (;;) {
      if (take('*')) value *= signed(depth)
      else if (take('/')) value /= signed(depth)
      else return value
    }
  }
  const signed = (depth: number): number => {
    if (take('-')) return -signed(depth + 1)
    if (take('+')) return signed(depth + 1)
    const base = atom(depth)
    return take('^') ? base ** signed(depth + 1) : base
  }
  const atom = (depth: number): number => {
    if (depth > 30) return Number.NaN
    if (take('(')) {
      const value = sum(depth + 1)
      return take(')') ? value : Number.NaN
    }
    const token = tokens[place] ?? ''
    place += 1
    return /^\d/.test(token) ? Number(token) : Number.NaN
  }
  const value = sum(0)
  return place === tokens.length && Number.isFinite(value) ? value : null
}

/** A key may be rounded to the digits that it shows. */
function roundingOf(key: string): number {
  const decimals = /\.(\d+)/.exec(key)?.[1]?.length ?? 0
  return decimals === 0 ? 0 : 0.5 * 10 ** -decimals
}

export const keyIsTheValue: Check<CandidateQuestion> = (question) => {
  if (question.type === 'coding') return null
  const expression = expressionIn(question.text)
  const value = expression === null ? null : evaluate(expression)
  const key = question.correctAnswer
  if (value === null || readNumber(key).length === 0) return null
  const tolerance = Math.max(roundingOf(key), (question.type === 'text' && question.tolerance) || 0)
  return isAcceptedText({ correctAnswer: key, tolerance }, String(value)) || isMixedNumber(key, value)
    ? null
    : `the answer is wrong: ${expression} = ${value}`
}

/** '1 3/4' reads as 13/4 without its blank. */
function isMixedNumber(key: string, value: number): boolean {
  const [, whole = '', above = '', below = ''] = /^(-?\d+)\s+(\d+)\/(\d+)$/.exec(key.trim()) ?? []
  if (whole === '') return false
  return Math.abs(Math.abs(Number(whole)) + Number(above) / Number(below) - Math.abs(value)) < 1e-9
}
