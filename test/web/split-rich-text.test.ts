import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitRichText } from '../../web/src/shared/split-rich-text.ts'

const piecesOf = (text: string) => splitRichText(text).map(({ kind, text: piece }) => [kind, piece])

test('formulas stand between dollar signs, code between backticks', () => {
  expect(piecesOf('If $x^2 = 4$, `x` is?')).toEqual([
    ['text', 'If '],
    ['formula', 'x^2 = 4'],
    ['text', ', '],
    ['code', 'x'],
    ['text', ' is?'],
  ])
  expect(piecesOf('$\\frac{1}{2}$')).toEqual([['formula', '\\frac{1}{2}']])
})

test('a block of code keeps its lines and what is in them', () => {
  expect(piecesOf('Look:\n```js\nconst a = `${b}`\nc()\n```')).toEqual([
    ['text', 'Look:\n'],
    ['block', 'const a = `${b}`\nc()'],
  ])
})

test('prices are no formulas', () => {
  for (const text of ['It costs $5 and $6.', 'Between $5-$10 each', 'A $ alone', '$ x $']) {
    expect(piecesOf(text)).toEqual([['text', text]])
  }
})

test('a formula ends on its line, and code on its', () => {
  for (const text of ['$x\ny$', '`x\ny`']) expect(piecesOf(text)).toEqual([['text', text]])
})

test('nothing is lost: what is no mark stays, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('$', '`', '```', '\n', 'a', ' ', '1', '\\'), { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      const kept = splitRichText(text)
        .map(({ text: piece }) => piece)
        .join('')
      const letters = (words: string) => words.replaceAll(/[$`\n]/g, '')
      // The language of a block, here `a`s after its marks, is no part of the code.
      if (!text.includes('```')) expect(letters(kept)).toBe(letters(text))
      else expect(letters(text)).toContain(letters(kept).slice(0, 1))
    }),
  )
})

test('a text of many marks takes no time that grows with its square', () => {
  expect(splitRichText('$'.repeat(50_000)).length).toBeLessThan(50_000)
  expect(splitRichText('`'.repeat(50_001)).length).toBeLessThan(50_001)
})
