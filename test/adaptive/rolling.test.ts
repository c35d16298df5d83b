import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnswerRecord } from '../../lib/adaptive/ability.ts'
import { rollingLevel, rollingState } from '../../lib/adaptive/rolling.ts'
import { answerRecord, range as anyRange } from './arbitraries.ts'

const wholeRange = { min: 1, max: 5 }

/** Answers from a word of 1 (right), 0 (wrong) and - (no verdict), all at one level. */
function answersOf(word: string, level = 3): AnswerRecord[] {
  return [...word].map((sign) => ({ level, a: 1, b: level - 3, c: 0, correct: sign === '-' ? null : sign === '1' }))
}

/** Every word of 0 and 1 with this many letters. */
function wordsOf(length: number): string[] {
  return Array.from({ length: 2 ** length }, (_, i) => i.toString(2).padStart(length, '0'))
}

/**
 * The rule read off the word itself, in whole numbers: up for more than four rights in five or a run of rights that has
 * just reached 3, 6, 9...; down for fewer rights than wrongs.
 */
function oracle(word: string, level: number, { min, max }: { min: number; max: number }): number {
  const window = word.slice(-5)
  const rights = window.replaceAll('0', '').length
  const run = /1*$/.exec(word)?.[0].length ?? 0
  const up = rights * 5 > window.length * 4 || (run > 0 && run % 3 === 0)
  const down = rights * 2 < window.length
  if (up && down) throw new Error(`the rule contradicts itself at ${word}`)
  return Math.max(min, Math.min(max, up ? level + 1 : down ? level - 1 : level))
}

describe('rollingLevel', () => {
  it('follows the rule for each of the 32 windows, at every level of every range', () => {
    const words = wordsOf(5)
    expect(words).toHaveLength(32)
    for (const word of words) {
      for (let min = 1; min <= 5; min++) {
        for (let max = min; max <= 5; max++) {
          for (let level = min; level <= max; level++) {
            const { wanted } = rollingLevel(answersOf(word, level), { min, max })
            expect({ word, level, wanted }).toEqual({ word, level, wanted: oracle(word, level, { min, max }) })
          }
        }
      }
    }
  })

  it('follows the rule for every history of up to ten answers', () => {
    for (const word of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap(wordsOf)) {
      const { wanted } = rollingLevel(answersOf(word), wholeRange)
      expect({ word, wanted }).toEqual({ word, wanted: oracle(word, 3, wholeRange) })
    }
  })

  it('says what moved it', () => {
    const causes = ['', '1', '0', '10', '10111', '01111', '01', '1-'].map(
      (word) => rollingLevel(answersOf(word), wholeRange).cause,
    )
    expect(causes).toEqual([
      'start',
      'accuracy-high',
      'accuracy-low',
      'steady',
      'streak',
      'steady',
      'steady',
      'no-verdict',
    ])
  })

  it('starts in the middle of the range, the easier of two', () => {
    const start = (min: number, max: number) => rollingLevel([], { min, max }).wanted
    expect([start(1, 5), start(1, 4), start(2, 5), start(4, 4)]).toEqual([3, 2, 3, 4])
  })

  it('counts from the question just answered, which need not have had the level wanted before', () => {
    const answers = [...answersOf('1', 3), ...answersOf('1', 2)]
    expect(rollingLevel(answers, wholeRange).wanted).toBe(3)
  })

  it('stays where it is after an answer without a verdict', () => {
    expect(rollingLevel(answersOf('111-'), wholeRange).wanted).toBe(3)
    expect(rollingLevel(answersOf('-'), wholeRange).wanted).toBe(3)
  })

  it('looks through an answer without a verdict, in window and streak', () => {
    expect(rollingState(answersOf('01-1-'))).toEqual(rollingState(answersOf('011')))
    expect(rollingLevel(answersOf('0101-1-1'), wholeRange).cause).toBe('streak')
  })

  it('moves by one step at most and never leaves the range', () => {
    fc.assert(
      fc.property(fc.array(answerRecord, { minLength: 1, maxLength: 20 }), anyRange, (answers, range) => {
        const { wanted } = rollingLevel(answers, range)
        const base = Math.max(range.min, Math.min(range.max, answers.at(-1)!.level))
        expect(Math.abs(wanted - base)).toBeLessThanOrEqual(1)
        expect(wanted).toBeGreaterThanOrEqual(range.min)
        expect(wanted).toBeLessThanOrEqual(range.max)
      }),
    )
  })
})

describe('rollingState', () => {
  it('keeps the last five verdicts, oldest first', () => {
    expect(rollingState(answersOf('00110')).window).toEqual([false, false, true, true, false])
    expect(rollingState(answersOf('111110')).window).toEqual([true, true, true, true, false])
  })

  it('starts the streak anew at the third right answer and after a wrong one', () => {
    expect(['', '1', '11', '111', '1111', '110'].map((word) => rollingState(answersOf(word)).streak)).toEqual([
      0, 1, 2, 0, 1, 0,
    ])
  })
})
