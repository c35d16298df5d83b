/**
 * The value of an arithmetic expression as students write it: + - * / ^ with their other signs, brackets, LaTeX fractions,
 * 'p % of x'. A calculator of our own: nothing of a model's is ever run.
 */

/** More is no exercise; and bounds the recursion. */
const longestExpression = 200

const spellings: readonly (readonly [RegExp, string])[] = [
  [/\$|\\left|\\right|\\[,;! ]/g, ''],
  [/\\(?:cdot|times|ast)\b|[×·⋅∙]/g, '*'],
  [/\\div\b|÷/g, '/'],
  [/[−–]/g, '-'],
  [/\\%/g, '%'],
  [/²/g, '^2'],
  [/³/g, '^3'],
  [/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, '(($1)/($2))'],
  [/\*\*/g, '^'],
  [/[{]/g, '('],
  [/[}]/g, ')'],
  [/(?<=\d)\s*[xX]\s*(?=\d)/g, '*'],
  [/(?<=\d),(?=\d{3}(?!\d))/g, ''],
  [/%\s*of\b/gi, '/100*'],
  [/\s+/g, ' '],
]

const token = /\s*(\d+(?:\.\d+)?|[-+*/^()])/y

/** null for what is no expression of numbers alone, or has no finite value. */
export function evaluateArithmetic(text: string): number | null {
  if (text.length > longestExpression) return null
  const written = spellings.reduce((result, [pattern, sign]) => result.replace(pattern, sign), text).trim()
  const tokens = tokenise(written)
  if (tokens === null || !tokens.some((each) => '+-*/^'.includes(each))) return null
  const parsed = sum(tokens, 0)
  return parsed !== null && parsed.next === tokens.length && Number.isFinite(parsed.value) ? parsed.value : null
}

function tokenise(text: string): string[] | null {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const [, found] = token.exec(text) ?? []
    if (found === undefined) return null
    tokens.push(found)
  }
  return tokens
}

/** A value, and the place of the first token behind it. */
type Parsed = { value: number; next: number } | null
type Parser = (tokens: readonly string[], at: number) => Parsed

const leftToRight =
  (operand: Parser, apply: Readonly<Record<string, (left: number, right: number) => number>>): Parser =>
  (tokens, at) => {
    let left = operand(tokens, at)
    while (left !== null) {
      const operation = apply[tokens[left.next] ?? '']
      if (operation === undefined) return left
      const right = operand(tokens, left.next + 1)
      left = right && { value: operation(left.value, right.value), next: right.next }
    }
    return null
  }

const negated: Parser = (tokens, at) => {
  if (tokens[at] !== '-') return power(tokens, at)
  const operand = negated(tokens, at + 1)
  return operand && { value: -operand.value, next: operand.next }
}

/** Binds tighter than a sign before it, and to the right: -2^2 is -4, 2^3^2 is 512. */
const power: Parser = (tokens, at) => {
  const base = atom(tokens, at)
  if (base === null || tokens[base.next] !== '^') return base
  const exponent = negated(tokens, base.next + 1)
  return exponent && { value: base.value ** exponent.value, next: exponent.next }
}

const atom: Parser = (tokens, at) => {
  const found = tokens[at]
  if (found === undefined) return null
  if (/^\d/.test(found)) return { value: Number(found), next: at + 1 }
  const inside = found === '(' ? sum(tokens, at + 1) : null
  return inside && tokens[inside.next] === ')' ? { value: inside.value, next: inside.next + 1 } : null
}

const product = leftToRight(negated, { '*': (left, right) => left * right, '/': (left, right) => left / right })
const sum = leftToRight(product, { '+': (left, right) => left + right, '-': (left, right) => left - right })
