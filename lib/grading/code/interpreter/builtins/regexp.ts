/** RegExp over the interpreter's own matcher. */
import { prototypeFor } from '../call.ts'
import { toInteger, toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import { budget, OutOfBudget, UnsupportedConstruct } from '../machine/budget.ts'
import type { Machine } from '../machine/machine.ts'
import { get, put, set } from '../property.ts'
import { compilePattern, type MatchProgram } from '../regexp/compile-pattern.ts'
import { type Captures, findMatch } from '../regexp/match.ts'
import { parsePattern } from '../regexp/parse-pattern.ts'
import { PatternError, UnsupportedPattern } from '../regexp/pattern.ts'
import type { NativeImplementation } from '../values/functions.ts'
import { Obj, slotOf, type Value } from '../values/values.ts'
import { defineClass, method } from './define.ts'

export class RegExpObj extends Obj {
  readonly source: string
  readonly program: MatchProgram
  constructor(proto: Obj, source: string, program: MatchProgram) {
    super(proto)
    this.source = source
    this.program = program
  }
}

export function createRegExp(m: Machine, source: string, flags: string, newTarget?: Obj): RegExpObj {
  m.charge(16 + source.length * 4)
  m.allocate(1000 + source.length * 200)
  const expression = new RegExpObj(prototypeFor(m, newTarget, 'RegExp'), source, programFor(m, source, flags))
  m.allocate(expression.program.steps.length * 60)
  expression.putOwn('lastIndex', slotOf(0, true, false, false))
  return expression
}

function programFor(m: Machine, source: string, flags: string): MatchProgram {
  try {
    return compilePattern(parsePattern(source, flags))
  } catch (error) {
    if (error instanceof UnsupportedPattern) throw new UnsupportedConstruct(error.message)
    if (error instanceof PatternError)
      return throwError(m, 'SyntaxError', `Invalid regular expression: /${source}/${flags}: ${error.message}`)
    throw error
  }
}

function requireRegExp(m: Machine, value: Value): RegExpObj {
  return value instanceof RegExpObj ? value : throwError(m, 'TypeError', 'Receiver is not a RegExp')
}

/** One match at or after `from`; `lastIndex` stays as it is. */
export function matchFrom(m: Machine, { program }: RegExpObj, text: string, from: number): Captures | null {
  if (text.length > budget.stringLength) throw new OutOfBudget('allocation')
  m.flatten(text)
  return findMatch(m, program, text, from, program.pattern.flags.sticky)
}

/** As `exec` does it: reads and moves `lastIndex` where the flags say so. */
export function execute(m: Machine, expression: RegExpObj, text: string): Captures | null {
  const { global, sticky } = expression.program.pattern.flags
  const moves = global || sticky
  const from = moves ? toInteger(m, get(m, expression, 'lastIndex')) : 0
  const captures = from > text.length ? null : matchFrom(m, expression, text, from)
  if (moves) set(m, expression, 'lastIndex', captures ? (captures[1] ?? 0) : 0, true)
  return captures
}

export function captured(text: string, captures: Captures, group: number): string | undefined {
  const start = captures[group * 2] ?? -1
  const end = captures[group * 2 + 1] ?? -1
  return start === -1 || end === -1 ? undefined : text.slice(start, end)
}

/** The array that `exec` returns. */
export function matchResult(m: Machine, { program }: RegExpObj, text: string, captures: Captures): Value {
  const { groupCount, names, flags } = program.pattern
  if (flags.indices) throw new UnsupportedConstruct('the flag d of regular expressions')
  const groups = Array.from({ length: groupCount }, (_, group) => captured(text, captures, group))
  for (const group of groups) m.allocateString(group?.length ?? 0)
  const result = m.realm.array(groups)
  put(m, result, 'index', captures[0])
  put(m, result, 'input', text)
  put(m, result, 'groups', names.size === 0 ? undefined : namedGroups(m, names, groups))
  return result
}

export function namedGroups(
  m: Machine,
  names: ReadonlyMap<string, number>,
  groups: readonly (string | undefined)[],
): Obj {
  const named = m.realm.object()
  named.proto = null
  for (const [name, group] of names) put(m, named, name, groups[group])
  return named
}

const construct: NativeImplementation = (m, _self, [pattern, flags], newTarget) => {
  if (pattern instanceof RegExpObj) {
    if (!newTarget && flags === undefined) return pattern
    const text = flags === undefined ? pattern.program.pattern.flags.text : toText(m, flags)
    return createRegExp(m, pattern.source, text, newTarget)
  }
  const source = pattern === undefined ? '' : toText(m, pattern)
  return createRegExp(m, source, flags === undefined ? '' : toText(m, flags), newTarget)
}

const flag =
  (name: 'global' | 'ignoreCase' | 'multiline' | 'dotAll' | 'unicode' | 'sticky'): NativeImplementation =>
  (m, self) =>
    requireRegExp(m, self).program.pattern.flags[name]

const sourceText = ({ source }: RegExpObj) => (source === '' ? '(?:)' : source.replace(/(^|[^\\])\//g, '$1\\/'))

export const regexpClass = defineClass('RegExp', {
  length: 2,
  construct,
  methods: {
    methods: {
      exec(m, self, [value]) {
        const expression = requireRegExp(m, self)
        const text = toText(m, value)
        const captures = execute(m, expression, text)
        return captures ? matchResult(m, expression, text, captures) : null
      },
      test: (m, self, [value]) => execute(m, requireRegExp(m, self), toText(m, value)) !== null,
      toString: method(
        (m, self) => `/${sourceText(requireRegExp(m, self))}/${requireRegExp(m, self).program.pattern.flags.text}`,
        0,
      ),
    },
    getters: {
      source: (m, self) => sourceText(requireRegExp(m, self)),
      flags: (m, self) => requireRegExp(m, self).program.pattern.flags.text,
      global: flag('global'),
      ignoreCase: flag('ignoreCase'),
      multiline: flag('multiline'),
      dotAll: flag('dotAll'),
      unicode: flag('unicode'),
      sticky: flag('sticky'),
    },
  },
})
