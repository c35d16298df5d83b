/** The syntax of regular expressions: ECMA-262 section 22.2.1 with annex B, without the `v` flag. */
import { isDigit, isLineEnd, isSpace, isWord, unicodeProperty } from './character-classes.ts'
import {
  type CharTest,
  type Flags,
  type Pattern,
  PatternError,
  type PatternNode,
  UnsupportedPattern,
} from './pattern.ts'

/** What is wrong with a pattern, or null. */
export function findPatternProblem(source: string, flags: string): string | null {
  try {
    parsePattern(source, flags)
    return null
  } catch (error) {
    if (error instanceof UnsupportedPattern) return null
    if (error instanceof PatternError) return error.message
    throw error
  }
}

/** @throws PatternError, UnsupportedPattern */
export function parsePattern(source: string, flags: string): Pattern {
  return new PatternParser(source, parseFlags(flags)).parse()
}

const longestPattern = 256

function parseFlags(text: string): Flags {
  if (!/^[dgimsuvy]*$/.test(text) || new Set(text).size !== text.length)
    throw new PatternError(`the flags ${text} do not exist`)
  if (text.includes('v')) throw new UnsupportedPattern('the flag v of regular expressions')
  return {
    text: [...text].sort().join(''),
    ignoreCase: text.includes('i'),
    multiline: text.includes('m'),
    dotAll: text.includes('s'),
    unicode: text.includes('u'),
    global: text.includes('g'),
    sticky: text.includes('y'),
    indices: text.includes('d'),
  }
}

const classEscapes = new Map<string, CharTest>([
  ['d', isDigit],
  ['w', isWord],
  ['s', isSpace],
])

const controlEscapes = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['f', 12],
])

const empty: PatternNode = { kind: 'empty' }

class PatternParser {
  private at = 0
  private groups = 1
  private readonly names = new Map<string, number>()
  private readonly source: string
  private readonly flags: Flags
  private readonly totalGroups: number
  private readonly hasNames: boolean

  constructor(source: string, flags: Flags) {
    if (source.length > longestPattern)
      throw new UnsupportedPattern(`a regular expression over ${longestPattern} characters`)
    this.source = source
    this.flags = flags
    // Escaped brackets and those in classes aside, a group begins with `(` or `(?<name>`.
    const bare = source.replace(/\\[\s\S]/g, '').replace(/\[[^\]]*\]?/g, '')
    this.totalGroups = (bare.match(/\((?!\?)|\(\?<(?![=!])/g) ?? []).length
    this.hasNames = /\(\?<(?![=!])/.test(bare)
  }

  parse(): Pattern {
    const body = this.choice()
    if (this.at < this.source.length) throw new PatternError('it has a ) without a (')
    return { body, flags: this.flags, groupCount: this.groups, names: this.names }
  }

  private peek(): string {
    return this.source.charAt(this.at)
  }

  private eat(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  private choice(): PatternNode {
    const options = [this.sequence()]
    while (this.eat('|')) options.push(this.sequence())
    const [first] = options
    return options.length === 1 && first ? first : { kind: 'choice', options }
  }

  private sequence(): PatternNode {
    const items: PatternNode[] = []
    while (this.at < this.source.length && this.peek() !== '|' && this.peek() !== ')') items.push(this.term())
    const [first] = items
    return items.length === 0 ? empty : items.length === 1 && first ? first : { kind: 'sequence', items }
  }

  private term(): PatternNode {
    const firstGroup = this.groups
    const body = this.atom()
    const isFixed = body.kind === 'assert' || (body.kind === 'look' && (body.behind || this.flags.unicode))
    const range = this.quantifier()
    if (!range) return body
    if (isFixed) throw new PatternError('there is nothing to repeat')
    const greedy = !this.eat('?')
    return { kind: 'repeat', body, min: range[0], max: range[1], greedy, groups: [firstGroup, this.groups] }
  }

  private quantifier(): [number, number] | null {
    if (this.eat('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.eat('+')) return [1, Number.POSITIVE_INFINITY]
    if (this.eat('?')) return [0, 1]
    const braces = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.source.slice(this.at))
    if (!braces) {
      if (this.flags.unicode && this.peek() === '{') throw new PatternError('a { is left open')
      return null
    }
    this.at += braces[0].length
    const min = Number(braces[1])
    const max = braces[2] === undefined ? min : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3])
    if (max < min) throw new PatternError('the numbers in { } are out of order')
    return [min, max]
  }

  private atom(): PatternNode {
    const character = this.peek()
    switch (character) {
      case '^':
        this.at++
        return { kind: 'assert', what: 'start' }
      case '$':
        this.at++
        return { kind: 'assert', what: 'end' }
      case '.':
        this.at++
        return this.flags.dotAll ? any(() => true) : any((code) => !isLineEnd(code))
      case '(':
        return this.group()
      case '[':
        return this.set()
      case '\\':
        return this.escape()
      case '*':
      case '+':
      case '?':
        throw new PatternError('there is nothing to repeat')
      case '{':
        if (this.flags.unicode || /^\{\d+(?:,\d*)?\}/.test(this.source.slice(this.at))) {
          throw new PatternError('there is nothing to repeat')
        }
        return this.literal()
      case ']':
      case '}':
        if (this.flags.unicode) throw new PatternError(`a ${character} stands alone`)
        return this.literal()
      default:
        return this.literal()
    }
  }

  private literal(): PatternNode {
    return exactly(this.codePoint())
  }

  private codePoint(): number {
    const code = this.flags.unicode ? this.source.codePointAt(this.at) : this.source.charCodeAt(this.at)
    if (code === undefined || Number.isNaN(code)) throw new PatternError('it ends too early')
    this.at += code > 0xffff ? 2 : 1
    return code
  }

  private group(): PatternNode {
    const open = this.at
    this.at++
    let make: (body: PatternNode) => PatternNode
    if (this.eat('?:')) make = (body) => ({ kind: 'group', index: 0, body })
    else if (this.eat('?=')) make = (body) => ({ kind: 'look', behind: false, negated: false, body })
    else if (this.eat('?!')) make = (body) => ({ kind: 'look', behind: false, negated: true, body })
    else if (this.eat('?<=')) make = (body) => ({ kind: 'look', behind: true, negated: false, body })
    else if (this.eat('?<!')) make = (body) => ({ kind: 'look', behind: true, negated: true, body })
    else {
      const index = this.groups++
      if (this.eat('?<')) this.nameGroup(index)
      else if (this.peek() === '?') {
        if (/^\?[ims]*-?[ims]*:/.test(this.source.slice(this.at)))
          throw new UnsupportedPattern('modifiers in a regular expression')
        throw new PatternError('a group has an unknown kind')
      }
      make = (body) => ({ kind: 'group', index, body })
    }
    const body = this.choice()
    if (!this.eat(')')) throw new PatternError(`the ( at position ${open + 1} is left open`)
    return make(body)
  }

  private nameGroup(index: number): void {
    const name = this.groupName()
    if (this.names.has(name)) throw new UnsupportedPattern('two groups of one name')
    this.names.set(name, index)
  }

  private groupName(): string {
    const found = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)>/u.exec(this.source.slice(this.at))
    if (!found?.[1]) throw new PatternError('a group has no proper name')
    this.at += found[0].length
    return found[1]
  }

  private escape(): PatternNode {
    this.at++
    const character = this.peek()
    if (character === '') throw new PatternError('a \\ stands at its end')
    if (this.eat('b')) return { kind: 'assert', what: 'word' }
    if (this.eat('B')) return { kind: 'assert', what: 'notWord' }
    if (character === 'k' && (this.flags.unicode || this.hasNames)) {
      this.at++
      if (!this.eat('<')) throw new PatternError('\\k needs the name of a group')
      return { kind: 'backreference', group: this.groupName() }
    }
    const digits = /^[1-9]\d*/.exec(this.source.slice(this.at))?.[0]
    if (digits && Number(digits) <= this.totalGroups) {
      this.at += digits.length
      return { kind: 'backreference', group: Number(digits) }
    }
    const set = this.classEscape()
    return set ? any(set) : exactly(this.characterEscape())
  }

  /** \d, \D, \p{...} and their like, or null when it is something else. */
  private classEscape(): CharTest | null {
    const character = this.peek()
    const test = classEscapes.get(character.toLowerCase())
    if (test) {
      this.at++
      return character === character.toLowerCase() ? test : (code) => !test(code)
    }
    if (!this.flags.unicode || character.toLowerCase() !== 'p') return null
    const property = /^[pP]\{([\w=]+)\}/.exec(this.source.slice(this.at))
    if (!property?.[1]) throw new PatternError('\\p needs a property in { }')
    this.at += property[0].length
    const has = unicodeProperty(property[1])
    return character === 'p' ? has : (code) => !has(code)
  }

  private characterEscape(): number {
    const rest = this.source.slice(this.at)
    const control = controlEscapes.get(this.peek())
    if (control !== undefined) {
      this.at++
      return control
    }
    const numeric = /^(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(rest)
    if (numeric) {
      this.at += numeric[0].length
      const code = Number.parseInt(numeric[1] ?? numeric[2] ?? '', 16)
      const low =
        this.flags.unicode && code >= 0xd800 && code < 0xdc00
          ? /^\\u(d[c-f][\da-f]{2})/i.exec(this.source.slice(this.at))
          : null
      if (!low?.[1]) return code
      this.at += low[0].length
      return (code - 0xd800) * 0x400 + (Number.parseInt(low[1], 16) - 0xdc00) + 0x10000
    }
    const braced = this.flags.unicode ? /^u\{([\da-f]{1,8})\}/i.exec(rest) : null
    if (braced?.[1]) {
      this.at += braced[0].length
      const code = Number.parseInt(braced[1], 16)
      if (code > 0x10ffff) throw new PatternError('a \\u is out of bounds')
      return code
    }
    const letter = /^c([a-z])/i.exec(rest)
    if (letter?.[1]) {
      this.at += 2
      return letter[1].charCodeAt(0) % 32
    }
    const octal = this.flags.unicode ? /^0(?!\d)/.exec(rest) : /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest)
    if (octal) {
      this.at += octal[0].length
      return Number.parseInt(octal[0], 8)
    }
    if (this.flags.unicode && !/^[\^$\\.*+?()[\]{}|/]/.test(rest))
      throw new PatternError('a \\ stands before a character that needs none')
    if (this.peek() === 'c') {
      // Annex B: without a letter behind it, the \ stands for itself.
      return 92
    }
    return this.codePoint()
  }

  private set(): PatternNode {
    this.at++
    const negated = this.eat('^')
    const tests: CharTest[] = []
    while (!this.eat(']')) {
      if (this.at >= this.source.length) throw new PatternError('a [ is left open')
      const from = this.setMember()
      const isRange = this.peek() === '-' && this.source.charAt(this.at + 1) !== ']' && this.at + 1 < this.source.length
      if (!isRange) {
        tests.push(typeof from === 'number' ? (code) => code === from : from)
        continue
      }
      this.at++
      const to = this.setMember()
      if (typeof from === 'number' && typeof to === 'number') {
        if (to < from) throw new PatternError('a range in [ ] is out of order')
        tests.push((code) => code >= from && code <= to)
        continue
      }
      if (this.flags.unicode) throw new PatternError('a range in [ ] has no proper end')
      for (const end of [from, to]) tests.push(typeof end === 'number' ? (code) => code === end : end)
      tests.push((code) => code === 45)
    }
    return { kind: 'char', test: (code) => tests.some((test) => test(code)), invert: negated }
  }

  private setMember(): number | CharTest {
    if (this.peek() !== '\\') return this.codePoint()
    this.at++
    if (this.eat('b')) return 8
    if (this.flags.unicode && this.eat('-')) return 45
    return this.classEscape() ?? this.characterEscape()
  }
}

const any = (test: CharTest): PatternNode => ({ kind: 'char', test, invert: false })
const exactly = (wanted: number): PatternNode => any((code) => code === wanted)
