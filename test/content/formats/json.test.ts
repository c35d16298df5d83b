import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson, writeJson } from '../../../lib/content/formats/json.ts'
import { choiceQuestion, textQuestion } from './arbitraries.ts'

const topic = { title: 'T', description: 'D', difficultyRange: { min: 1, max: 5 } }

describe('JSON', () => {
  it('comes back as it was, with the line that each question begins on', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(choiceQuestion, textQuestion), { minLength: 1, maxLength: 4 }), (questions) => {
        const { text } = writeJson({ slug: 't', topic, questions })
        const readings = readJson(text)
        expect(readings.map((reading) => reading.kind === 'question' && reading.question)).toEqual(questions)
        const lines = text.split('\n')
        for (const [index, { line }] of readings.entries()) {
          expect(lines[line! - 1]).toBe('    {')
          expect(lines[line!]).toBe(`      "key": ${JSON.stringify(questions[index]!.key)},`)
        }
      }),
    )
  })

  it.each([
    ['a list', '[\n{"a": [1, {"b": ["}"]}]},\n\n  {"c": "\\"]"}, {}\n]', [2, 4, 4]],
    [
      'a file whose list stands first',
      '{"questions": [{}\n,{}],\n"slug": "questions", "topic": {"questions": [{}]}}',
      [1, 2],
    ],
    ['a file with the list twice: the last counts', '{"questions": [{}],\n"questions":\n[{}]}', [3]],
    ['an empty list', '[]', []],
  ])('tells lines in %s', (_, text, lines) => {
    expect(readJson(text).map(({ line }) => line)).toEqual(lines)
  })

  it('names what is no object, by its line', () => {
    expect(readJson('[{},\n7,\n[{}],\nnull]').map(({ kind, line }) => [kind, line])).toEqual([
      ['question', 1],
      ['problem', 2],
      ['problem', 3],
      ['problem', 4],
    ])
  })

  it.each([
    ['[{"a": 1},\n{"b": }]', 2],
    ['{\n"questions": [\n', 2],
    ['', 1],
    ['{"questions": 7}', 1],
    ['{"questions": [], "name": "x"}', 1],
    ['"text"', 1],
  ])('%j is one problem, on line %i', (text, line) => {
    expect(readJson(text)).toMatchObject([{ kind: 'problem', number: 1, line }])
  })
})
