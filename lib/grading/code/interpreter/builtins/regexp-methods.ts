/** The methods of String that take a regular expression. */
import { call, isCallable } from '../call.ts'
import { toText } from '../convert.ts'
import { throwError } from '../errors.ts'
import type { Machine } from '../machine/machine.ts'
import { chargeLength, set } from '../property.ts'
import type { Captures } from '../regexp/match.ts'
import { expandReplacement } from '../regexp/replacement.ts'
import type { Value } from '../values/values.ts'
import { makeIterator } from './iterator.ts'
import { captured, createRegExp, execute, matchFrom, matchResult, namedGroups, RegExpObj } from './regexp.ts'

const asRegExp = (m: Machine, pattern: Value, flags = ''): RegExpObj =>
  pattern instanceof RegExpObj ? pattern : createRegExp(m, pattern === undefined ? '' : toText(m, pattern), flags)

const isGlobal = ({ program }: RegExpObj) => program.pattern.flags.global

/** Where to look next after a match: an empty one must not be found again. */
function positionAfter([start = 0, end = 0]: Captures, { program }: RegExpObj, text: string): number {
  if (end > start) return end
  const isPair = program.pattern.flags.unicode && (text.codePointAt(end) ?? 0) > 0xffff
  return end + (isPair ? 2 : 1)
}

function* matchesOf(m: Machine, expression: RegExpObj, text: string): Generator<Captures> {
  let from = 0
  while (from <= text.length) {
    const captures = matchFrom(m, expression, text, from)
    if (!captures) return
    yield captures
    from = positionAfter(captures, expression, text)
  }
}

export function matchWith(m: Machine, pattern: Value, text: string): Value {
  const expression = asRegExp(m, pattern)
  if (!isGlobal(expression)) {
    const captures = execute(m, expression, text)
    return captures ? matchResult(m, expression, text, captures) : null
  }
  set(m, expression, 'lastIndex', 0, true)
  const found: Value[] = []
  for (const captures of matchesOf(m, expression, text)) {
    chargeLength(m, 4, found.length + 1)
    found.push(captured(text, captures, 0))
  }
  return found.length === 0 ? null : m.realm.array(found)
}

export function matchAllWith(m: Machine, pattern: Value, text: string): Value {
  const expression = asRegExp(m, pattern, 'g')
  if (!isGlobal(expression))
    throwError(m, 'TypeError', 'String.prototype.matchAll called with a non-global RegExp argument')
  const matches = matchesOf(m, expression, text)
  return makeIterator(m, 'RegExp String Iterator', () => {
    const step = matches.next()
    return step.done ? null : { value: matchResult(m, expression, text, step.value) }
  })
}

export function searchWith(m: Machine, pattern: Value, text: string): Value {
  const captures = matchFrom(m, asRegExp(m, pattern), text, 0)
  return captures ? captures[0] : -1
}

export function replaceWith(m: Machine, expression: RegExpObj, text: string, replacement: Value, all: boolean): Value {
  const global = isGlobal(expression)
  if (all && !global) throwError(m, 'TypeError', 'replaceAll must be called with a global RegExp')
  const template = isCallable(replacement) ? null : toText(m, replacement)
  let result = ''
  let end = 0
  if (global) set(m, expression, 'lastIndex', 0, true)
  for (const captures of global ? [...matchesOf(m, expression, text)] : firstMatch(m, expression, text)) {
    const [start = 0, stop = 0] = captures
    const inserted =
      template === null
        ? replaceBy(m, expression, text, captures, replacement)
        : expand(expression, text, captures, template)
    result += text.slice(end, start) + inserted
    m.allocate(16 + (result.length >> 3))
    m.allocateString(inserted.length)
    if (result.length > 1 << 19) m.allocateString(result.length)
    end = stop
  }
  m.allocateString(result.length + text.length - end)
  return result + text.slice(end)
}

function firstMatch(m: Machine, expression: RegExpObj, text: string): Captures[] {
  const captures = execute(m, expression, text)
  return captures ? [captures] : []
}

function groupsOf({ program }: RegExpObj, text: string, captures: Captures): (string | undefined)[] {
  return Array.from({ length: program.pattern.groupCount }, (_, group) => captured(text, captures, group))
}

function replaceBy(m: Machine, expression: RegExpObj, text: string, captures: Captures, replacement: Value): string {
  const groups = groupsOf(expression, text, captures)
  const { names } = expression.program.pattern
  const named = names.size === 0 ? [] : [namedGroups(m, names, groups)]
  return toText(m, call(m, replacement, undefined, [...groups, captures[0], text, ...named]))
}

function expand(expression: RegExpObj, text: string, captures: Captures, template: string): string {
  const groups = groupsOf(expression, text, captures)
  const { names } = expression.program.pattern
  const named = names.size === 0 ? null : new Map([...names].map(([name, group]) => [name, groups[group]]))
  return expandReplacement(template, {
    text,
    matched: groups[0] ?? '',
    index: captures[0] ?? 0,
    groups: groups.slice(1),
    named,
  })
}

export function splitWith(m: Machine, expression: RegExpObj, text: string, limit: number): Value {
  const parts: Value[] = []
  const add = (part: Value) => {
    chargeLength(m, 4, parts.length + 1)
    parts.push(part)
  }
  if (text === '') return m.realm.array(matchFrom(m, expression, '', 0) ? [] : [''])
  let end = 0
  let from = 0
  while (from < text.length) {
    const captures = matchFrom(m, expression, text, from)
    if (!captures && expression.program.pattern.flags.sticky) {
      from++
      continue
    }
    const [start = text.length, stop = 0] = captures ?? []
    if (!captures || start >= text.length) break
    if (stop === end) {
      from = start + 1
      continue
    }
    add(text.slice(end, start))
    for (let group = 1; group < expression.program.pattern.groupCount; group++) add(captured(text, captures, group))
    end = stop
    from = stop
  }
  add(text.slice(end))
  return m.realm.array(parts.slice(0, limit))
}
