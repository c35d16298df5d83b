/** Where students see the right option: models put it first more often than not, and it must not show. */
import { describe, expect, it } from 'vitest'
import { shuffledOrder } from '../../lib/quiz/copy-questions.ts'

const served = 10_000

/** Upper 1 % points of chi-square with 2, 3 and 4 degrees of freedom. */
const critical: Record<number, number> = { 3: 9.21, 4: 11.345, 5: 13.277 }

/** The seeds are fixed, so that this holds or fails for good. */
function chiSquareOf(options: number, placeOf: (draw: number) => number): number {
  const counts = Array.from({ length: options }, () => 0)
  for (let draw = 0; draw < served; draw += 1) counts[placeOf(draw)]! += 1
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(served)
  const expected = served / options
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

describe.each([3, 4, 5])('over 10,000 served questions with %i options', (options) => {
  it.each([
    ['first', () => 0],
    ['last', () => options - 1],
    ['anywhere, in the model’s own uneven way', (draw: number) => (draw % 10 < 6 ? 1 : draw % options)],
  ])('the right one, %s in the model’s output, is at each place equally often', (_name, keyOf) => {
    const placeOf = (draw: number) =>
      // Seeds as quizzes have them: one for the quiz, and the item.
      shuffledOrder(options, `quiz-${draw % 1_000}:${draw.toString(16).padStart(24, '0')}`).indexOf(keyOf(draw))
    expect(chiSquareOf(options, placeOf)).toBeLessThan(critical[options]!)
  })
})
