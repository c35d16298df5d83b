/** What a pattern says, read once however many programs it judges. */
import type { Matcher, SolutionPattern } from '../../../contract/solution-pattern.ts'
import { type CodePattern, readCodePattern } from './code-pattern.ts'
import { type WantedFunction, wantedFunctions } from './find-functions.ts'

export type CompiledPattern = {
  readonly functions: readonly WantedFunction[]
  readonly patternOf: (code: string) => CodePattern
}

/** By the pattern object itself: it is data that nobody changes, and the memory goes with it. */
const compiled = new WeakMap<SolutionPattern, CompiledPattern>()

/** @throws BadCodePattern */
export function compilePattern(pattern: SolutionPattern): CompiledPattern {
  const known = compiled.get(pattern)
  if (known) return known
  const codes = new Map<string, CodePattern>()
  const rules = [...(pattern.require ?? []), ...(pattern.forbid ?? []), ...(pattern.patterns ?? [])]
  for (const code of rules.flatMap(codesIn)) if (!codes.has(code)) codes.set(code, readCodePattern(code, codes.size))
  const patternOf = (code: string) => {
    const read = codes.get(code)
    if (!read) throw new RangeError('not a code pattern of this pattern')
    return read
  }
  const fresh = { functions: wantedFunctions(pattern), patternOf }
  compiled.set(pattern, fresh)
  return fresh
}

function codesIn(matcher: Matcher): string[] {
  if (typeof matcher === 'string') return [matcher]
  const inner = [
    ...(matcher.anyOf ?? []),
    ...(matcher.allOf ?? []),
    ...(matcher.not === undefined ? [] : [matcher.not]),
  ]
  return [...(matcher.code === undefined ? [] : [matcher.code]), ...inner.flatMap(codesIn)]
}
