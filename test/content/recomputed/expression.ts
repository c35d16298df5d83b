/** Evaluates what the bank writes as a formula, in LaTeX ("\frac{x - 1}{2}e^{2x}") or plain ("7/10"). */

const constants: Readonly<Record<string, number>> = { e: Math.E, '\\pi': Math.PI, '\\infty': Number.POSITIVE_INFINITY }

const functions: Readonly<Record<string, (x: number) => number>> = {
  '\\sin': Math.sin,
  '\\cos': Math.cos,
  '\\tan': Math.tan,
  '\\arctan': Math.atan,
  '\\ln': Math.log,
  '\\log': Math.log,
}

const tokenPattern = /\\[a-zA-Z]+|\d+(?:\.\d+)?|[a-zA-Z]|\S/g

/** Spacing commands say nothing, and both multiplication signs mean the same. */
const tokensOf = (text: string): string[] =>
  text
    .replace(/\$|\\left|\\right|\\[, ]/g, ' ')
    .replace(/\\cdot|\\times/g, '*')
    .match(tokenPattern) ?? []

/** The value of a formula, or NaN when it is not one or uses a letter that `variables` does not name. */
export function evaluate(text: string, variables: Readonly<Record<string, number>> = {}): number {
  const tokens = tokensOf(text)
  let place = 0

  const take = (token: string): boolean => {
    if (tokens[place] !== token) return false
    place += 1
    return true
  }
  const startsFactor = (): boolean => /^(?:[\d.]+|[a-zA-Z({]|\\[a-zA-Z]+)$/.test(tokens[place] ?? '')

  const enclosed = (close: string): number => {
    const value = sumOf()
    return take(close) ? value : Number.NaN
  }
  const group = (): number => (take('{') ? enclosed('}') : atom())

  const called = (f: (x: number) => number): number => {
    const base = take('_') ? group() : Math.E
    const exponent = take('^') ? group() : 1
    return (f(powerOf()) / (base === Math.E ? 1 : Math.log(base))) ** exponent
  }

  function atom(): number {
    const token = tokens[place] ?? ''
    place += 1
    if (token === '(') return enclosed(')')
    if (token === '{') return enclosed('}')
    if (token === '\\frac') return group() / group()
    if (token === '\\sqrt') return Math.sqrt(group())
    const f = functions[token]
    if (f !== undefined) return called(f)
    if (/^\d/.test(token)) return Number(token)
    return variables[token] ?? constants[token] ?? Number.NaN
  }

  function powerOf(): number {
    const base = atom()
    return take('^') ? base ** (take('-') ? -group() : group()) : base
  }

  const signed = (): number => (take('-') ? -signed() : powerOf())

  function product(): number {
    let value = signed()
    for (;;) {
      if (take('*')) value *= signed()
      else if (take('/')) value /= signed()
      else if (startsFactor()) value *= powerOf()
      else return value
    }
  }

  function sumOf(): number {
    let value = product()
    for (;;) {
      if (take('+')) value += product()
      else if (take('-')) value -= product()
      else return value
    }
  }

  const value = sumOf()
  return place === tokens.length ? value : Number.NaN
}
