/** The sets behind \d, \w, \s, \b and \p. */
import { type CharTest, UnsupportedPattern } from './pattern.ts'

export const isDigit: CharTest = (code) => code >= 48 && code <= 57

export const isWord: CharTest = (code) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95

export const isLineEnd: CharTest = (code) => code === 10 || code === 13 || code === 0x2028 || code === 0x2029

export const isSpace: CharTest = (code) =>
  (code >= 9 && code <= 13) ||
  code === 32 ||
  code === 0xa0 ||
  code === 0x1680 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000 ||
  code === 0xfeff

/** Fixed expressions of our own, each asked about one character: the host knows Unicode's tables. */
const properties = new Map<string, RegExp>([
  ['L', /^\p{L}$/u],
  ['Letter', /^\p{L}$/u],
  ['Lu', /^\p{Lu}$/u],
  ['Uppercase_Letter', /^\p{Lu}$/u],
  ['Ll', /^\p{Ll}$/u],
  ['Lowercase_Letter', /^\p{Ll}$/u],
  ['M', /^\p{M}$/u],
  ['N', /^\p{N}$/u],
  ['Number', /^\p{N}$/u],
  ['Nd', /^\p{Nd}$/u],
  ['P', /^\p{P}$/u],
  ['Punctuation', /^\p{P}$/u],
  ['S', /^\p{S}$/u],
  ['Symbol', /^\p{S}$/u],
  ['Z', /^\p{Z}$/u],
  ['Separator', /^\p{Z}$/u],
  ['Alphabetic', /^\p{Alphabetic}$/u],
  ['Uppercase', /^\p{Uppercase}$/u],
  ['Lowercase', /^\p{Lowercase}$/u],
  ['White_Space', /^\p{White_Space}$/u],
  ['Emoji', /^\p{Emoji}$/u],
  ['ASCII', /^\p{ASCII}$/u],
  ['Script=Latin', /^\p{Script=Latin}$/u],
  ['Script=Greek', /^\p{Script=Greek}$/u],
  ['Script=Cyrillic', /^\p{Script=Cyrillic}$/u],
  ['Script=Han', /^\p{Script=Han}$/u],
])

export function unicodeProperty(name: string): CharTest {
  const expression = properties.get(name.replace(/^(?:General_Category|gc)=/, '').replace(/^sc=/, 'Script='))
  if (!expression) throw new UnsupportedPattern(`the property \\p{${name}}`)
  return (code) => expression.test(String.fromCodePoint(code))
}
