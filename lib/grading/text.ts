/** Short written answers: words up to spelling conventions, numbers by value. */

type Accepted = {
  correctAnswer: string
  acceptedAnswers?: readonly string[] | undefined
  tolerance?: number | undefined
}

/** Whether an answer equals the key or one of its accepted spellings, as words or as a number within the tolerance. */
export function isAcceptedText(
  { correctAnswer, acceptedAnswers = [], tolerance = 0 }: Accepted,
  answer: string,
): boolean {
  const written = normaliseText(answer)
  if (written === '') return false
  const values = readNumber(answer)
  return [correctAnswer, ...acceptedAnswers].some((accepted) => {
    if (normaliseText(accepted) === written) return true
    // An accepted spelling may be ambiguous too ('1,250'): any shared reading will do.
    return readNumber(accepted).some((key) => values.some((value) => isWithin(value, key, tolerance)))
  })
}

/** Unicode NFKC, lower case, one blank between words, no paired quotes or dollars around, no punctuation at the end. */
export function normaliseText(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  // Only in pairs: a prime at the end (A', f'') is part of an answer.
  // Of an answer that is nothing else (the operator ??), it is the answer.
  return (withoutEnd(plain, ' .,;:!?') || plain).replace(/^(["'$`])(.+)\1$/, '$2').trim()
}

/** A loop: a regular expression anchored at the end takes quadratic time on dots in the middle. */
function withoutEnd(text: string, unwanted: string): string {
  let end = text.length
  while (end > 0 && unwanted.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** Binary fractions: 0.1 + 0.2 is 0.3 to whoever typed it. */
const roundingSlack = 1e-9

const isWithin = (value: number, key: number, tolerance: number) =>
  Math.abs(value - key) <= tolerance + roundingSlack * Math.max(1, Math.abs(key))

const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/
const thousands = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/
const decimalComma = /^[+-]?\d*,\d+$/

/**
 * The values that a written number can mean; none when it is no number. '1,250' can be 1250 or 1.25, '25%' 25 or 0.25,
 * '3/4' is 0.75, '3 x 10^5' 300000.
 */
export function readNumber(text: string): number[] {
  const compact = normaliseText(text)
    .replace(/\s+/g, '')
    .replace(/[x\u00d7*\u00b7]10\^?([+-]?\d+)$/, 'e$1')
  if (compact.endsWith('%')) return readFraction(compact.slice(0, -1)).flatMap((value) => [value, value / 100])
  return readFraction(compact)
}

function readFraction(compact: string): number[] {
  const [numerator, denominator, ...rest] = compact.split('/')
  if (denominator !== undefined && rest.length === 0) {
    return readDecimal(numerator ?? '').flatMap((above) => readDecimal(denominator).map((below) => above / below))
  }
  return readDecimal(compact)
}

function readDecimal(text: string): number[] {
  const readings: number[] = []
  if (plainNumber.test(text)) readings.push(Number(text))
  if (thousands.test(text)) readings.push(Number(text.replaceAll(',', '')))
  if (decimalComma.test(text)) readings.push(Number(text.replace(',', '.')))
  return readings.filter(Number.isFinite)
}
