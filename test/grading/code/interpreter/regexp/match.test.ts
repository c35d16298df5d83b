/** The matcher against the host's engine, on patterns from a grammar; and what it makes of patterns that are wrong. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../../../../lib/grading/code/interpreter/regexp/compile-pattern.ts'
import { findMatch } from '../../../../../lib/grading/code/interpreter/regexp/match.ts'
import { findPatternProblem, parsePattern } from '../../../../../lib/grading/code/interpreter/regexp/parse-pattern.ts'

const { pattern } = fc.letrec<{ pattern: string }>((tie) => {
  const inner = tie('pattern')
  return {
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        'a',
        'b',
        'c',
        'A',
        '.',
        '\\d',
        '\\w',
        '\\s',
        '\\W',
        '\\b',
        '^',
        '$',
        '[ab]',
        '[^a]',
        '[a-c1-3]',
        '[\\d_]',
        '\\1',
        'é',
        ' ',
        '-',
        '[\\w-]',
        '\\x61',
        '\\u0062',
        '[^]',
        '[]',
      ),
      fc.tuple(inner, inner).map(([x, y]) => x + y),
      fc.tuple(inner, inner).map(([x, y]) => `(?:${x}|${y})`),
      inner.map((x) => `(${x})`),
      fc
        .tuple(inner, fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?', '{1,}'))
        .map(([x, times]) => `(?:${x})${times}`),
      inner.map((x) => `(?=${x})`),
      inner.map((x) => `(?!${x})`),
      inner.map((x) => `(?<=${x})`),
      inner.map((x) => `(?<!${x})`),
      inner.map((x) => `(?<n>${x})`),
    ),
  }
})

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', '1', '2', ' ', '\n', '-', '_', 'é', 'É', '😀', 'ß'),
  maxLength: 12,
})
const flags = fc.subarray(['i', 'm', 's', 'u']).map((list) => list.join(''))

const meter = () => {
  let left = 2_000_000
  return {
    charge(units: number) {
      left -= units
      if (left < 0) throw new Error('out of fuel')
    },
    allocate() {},
  }
}

const hostMatch = (source: string, letters: string, subject: string) => {
  const found = new RegExp(source, letters).exec(subject)
  return found && { index: found.index, groups: [...found] }
}

const ownMatch = (source: string, letters: string, subject: string) => {
  const captures = findMatch(meter(), compilePattern(parsePattern(source, letters)), subject, 0, false)
  if (!captures) return null
  const groups = Array.from({ length: captures.length / 2 }, (_, group) => {
    const [start, end] = captures.slice(group * 2)
    return start === -1 || end === -1 ? undefined : subject.slice(start, end)
  })
  return { index: captures[0], groups }
}

const isHostPattern = (source: string, letters: string) => {
  try {
    new RegExp(source, letters)
    return true
  } catch {
    return false
  }
}

describe('the matcher', () => {
  it('finds what the host finds, groups included', () => {
    fc.assert(
      fc.property(pattern, flags, text, (source, letters, subject) => {
        // V8 tries empty matches inside a surrogate pair, which the specification does not.
        fc.pre(!(letters.includes('u') && /\(\?[<=!]/.test(source) && subject.includes('😀')))
        fc.pre(source.length < 200 && isHostPattern(source, letters) && source.split('(?<n>').length < 3)
        expect(ownMatch(source, letters, subject)).toEqual(hostMatch(source, letters, subject))
      }),
      { numRuns: 5000, seed: 5 },
    )
  })

  it('refuses the patterns that the host refuses, and no others', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '*',
      '+',
      '?',
      '|',
      '\\',
      '^',
      '$',
      '-',
      '1',
      ',',
      ':',
      '<',
      '>',
      '=',
      '!',
      'k',
      'u',
      'x',
      'd',
      'b',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', 'u'), (pieces, letters) => {
        const source = pieces.join('')
        expect(findPatternProblem(source, letters) === null, source).toBe(isHostPattern(source, letters))
      }),
      { numRuns: 20_000, seed: 6 },
    )
  })

  it.each(['gg', 'x', 'iu,'])('refuses the flags %s', (letters) => {
    expect(findPatternProblem('a', letters)).toMatch(/flags/)
  })

  it.each([
    ['(a+)+$', `${'a'.repeat(40)}b`],
    ['(a|aa)+$', `${'a'.repeat(40)}b`],
    ['(.*)*x', 'a'.repeat(40)],
    ['(?:(?:a*)*)*b', 'a'.repeat(40)],
  ])('a catastrophic /%s/ uses up its fuel', (source, subject) => {
    expect(() => ownMatch(source, '', subject)).toThrow('out of fuel')
  })
})
