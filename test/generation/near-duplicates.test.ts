import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRepeat, toKnown } from '../../lib/generation/find-repeat.ts'
import {
  countedSimilarity,
  duplicateSimilarity,
  findDuplicate,
  fingerprintOf,
  signatureOf,
  similarity,
} from '../../lib/generation/near-duplicates.ts'
import { choice, written } from './judge-candidate-samples.ts'

const known = (text: string) => ({ fingerprint: fingerprintOf(text), signature: signatureOf(text) })
const isDuplicate = (one: string, other: string) => findDuplicate(one, [{ ...known(other), text: other }]) !== null

/** Words of four to ten letters, drawn with replacement. */
const prose = (words: number) =>
  fc.array(fc.stringMatching(/^[a-z]{4,10}$/), { minLength: words, maxLength: words }).map((all) => all.join(' '))

describe('near-duplicates', { timeout: 60_000 }, () => {
  it.each([
    ['What is the capital of France?', 'what is the  capital of france'],
    ['What is the capital of France?', 'What is the capital of France ?'],
    ['Which organelle of a cell makes most of its ATP?', 'Which organelle of the cell makes most of its ATP?'],
    [
      'A car travels 120 km in 2 hours. What is its average speed in km/h?',
      'A car travels 120 km in 2 hours. What is its average speed, in km/h?',
    ],
    [
      'In which year did the Ottomans under Mehmed II take Constantinople?',
      'In what year did the Ottomans under Mehmed II take Constantinople?',
    ],
    [
      'Which process do green plants use to turn light energy into the chemical energy of sugar and starch?',
      'Which processes do green plants use to turn light energy into the chemical energy of sugar and starch?',
    ],
  ])('%s = %s', (one, other) => {
    expect(isDuplicate(one, other)).toBe(true)
    expect(isDuplicate(other, one)).toBe(true)
  })

  it.each([
    ['What is 3 + 4?', 'What is 5 + 6?'],
    ['What is 3 + 4?', 'What is 3 - 4?'],
    ['What is 5 - 3?', 'What is 3 - 5?'],
    [
      'A train travels at 60 km/h for 2 hours along a straight line. How far does it travel?',
      'A train travels at 80 km/h for 2 hours along a straight line. How far does it travel?',
    ],
    ['What is the capital of France?', 'What is the capital of Spain?'],
    [
      'What is the slope of the tangent of $f(x) = x e^x$ at the point where the graph meets the vertical axis?',
      'What is the slope of the tangent of $f(x) = x + e^x$ at the point where the graph meets the vertical axis?',
    ],
    [
      'Which of these animals of the African savannah is a mammal and gives milk to its young?',
      'Which of these animals of the African savannah is NOT a mammal and gives milk to its young?',
    ],
    [
      'What is the value of `[1, 2].map(f)` in this program?',
      'What is the value of `[1, 2].filter(f)` in this program?',
    ],
    [
      'Who wrote the drama "Faust" about a man and the devil?',
      'Who wrote the drama "Egmont" about a man and the devil?',
    ],
  ])('%s ≠ %s', (one, other) => {
    expect(isDuplicate(one, other)).toBe(false)
    expect(similarity(signatureOf(one), signatureOf(other))).toBeLessThan(duplicateSimilarity)
  })

  it('numbers alone tell questions apart, however long the text', () => {
    fc.assert(
      fc.property(prose(30), fc.nat(9_999), fc.nat(9_999), (text, one, other) => {
        fc.pre(one !== other)
        expect(isDuplicate(`${text} ${one} ${text}`, `${text} ${other} ${text}`)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  it('case, white space and punctuation change no fingerprint', () => {
    fc.assert(
      fc.property(prose(8), (text) => {
        expect(fingerprintOf(`  ${text.toUpperCase().replaceAll(' ', '  ')}?`)).toBe(fingerprintOf(text))
      }),
    )
  })

  it('a signature has 64 unsigned integers, is the same each time, and is like itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const signature = signatureOf(text)
        expect(signature).toHaveLength(64)
        expect(signature.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32)).toBe(true)
        expect(signatureOf(text)).toEqual(signature)
        expect(similarity(signature, signature)).toBe(1)
      }),
    )
  })

  it('the estimate is unbiased and within four standard errors (and two steps) of what is counted', () => {
    const errors = fc
      .sample(fc.tuple(prose(12), prose(12), fc.integer({ min: 0, max: 12 })), { numRuns: 300, seed: 1997 })
      .map(([one, other, shared]) => {
        const mixed = [...one.split(' ').slice(0, shared), ...other.split(' ').slice(shared)].join(' ')
        const counted = countedSimilarity(one, mixed)
        const error = similarity(signatureOf(one), signatureOf(mixed)) - counted
        expect(Math.abs(error)).toBeLessThanOrEqual(4 * Math.sqrt((counted * (1 - counted)) / 64) + 2 / 64)
        return error
      })
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.01)
  })

  it('where the text is at hand, what is counted decides and not the estimate', () => {
    const text = 'Which organelle of a cell makes most of its ATP?'
    const liar = { fingerprint: 'other', signature: signatureOf(text), text: 'Which king was called the Great?' }
    expect(findDuplicate(text, [liar])).toBeNull()
    expect(findDuplicate(text, [{ ...liar, text: undefined }])).not.toBeNull()
  })

  it('without words there is nothing to compare, and nothing breaks', () => {
    expect(isDuplicate('?', '木')).toBe(false)
    expect(similarity([], signatureOf('a'))).toBe(0)
  })
})

describe('answers within a quiz', () => {
  const mitochondrion = choice({ options: ['Mitochondrion', 'Nucleus', 'Ribosome'], correctAnswer: 'Mitochondrion' })
  const other = { ...mitochondrion, text: 'Where in a cell is ATP made?' }
  const rulesOf = (...known: Parameters<typeof toKnown>[0][]) =>
    findRepeat(other, known.map(toKnown)).map(({ rule }) => rule)

  it('that name something are given once', () => {
    expect(rulesOf(mitochondrion)).toEqual(['same-answer'])
    expect(rulesOf(written({ correctAnswer: ' mitochondrion' }))).toEqual(['same-answer'])
  })

  it('may come again in another quiz', () => {
    const { answer: _answer, ...earlier } = toKnown(mitochondrion)
    expect(findRepeat(other, [earlier])).toEqual([])
  })

  it.each(['4', '12 kg', 'It doubles', 'Remains the same', '$x^2$', 'true', 'about 5 %'])(
    '%s may come again',
    (answer) => {
      const fields = { options: [answer, 'first other', 'second other'], correctAnswer: answer }
      expect(findRepeat(choice({ ...fields, text: 'How is it here?' }), [toKnown(choice(fields))])).toEqual([])
    },
  )

  it('and the same number again makes one question of two wordings', () => {
    const one = written({
      text: 'A car travels 120 km in 2 hours. What is its average speed in km/h?',
      correctAnswer: '60',
    })
    const other = written({
      text: 'A car travels 120 km in 2 hours. What average speed has it in km/h?',
      correctAnswer: '60',
    })
    expect(findRepeat(other, [toKnown(one)]).map(({ rule }) => rule)).toEqual(['same-answer'])
    expect(findRepeat({ ...other, correctAnswer: '61' }, [toKnown(one)])).toEqual([])
  })
})
