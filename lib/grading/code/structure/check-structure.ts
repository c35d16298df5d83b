/** How a program is built, against what its pattern asks: everything but the tests. */
import type { AnyNode, Identifier } from 'acorn'
import type { PatternRule, SolutionPattern } from '../../../contract/solution-pattern.ts'
import type { ParsedProgram } from '../program/parse-program.ts'
import { createCalleeNames } from './callee-names.ts'
import { compilePattern } from './compile-pattern.ts'
import { evaluateRule, type RuleContext, type Scope } from './evaluate-rule.ts'
import { findFunctions, type NamedFunction } from './find-functions.ts'
import type { StructureFinding } from './finding.ts'
import { checkFunctions } from './function-rules.ts'
import { checkLimits } from './limit-rules.ts'
import { MatchBudgetExhausted, matchBudget } from './match-pattern.ts'
import { findMisnamed } from './naming.ts'
import { createFinder } from './normal-forms.ts'
import { modelProgram, type ProgramModel } from './program-model.ts'
import type { Binding } from './scopes.ts'
import { standardGlobals } from './standard-library.ts'
import { isFunction } from './syntax.ts'
import { findCallbacks, inferTypes, typeOfValues } from './value-types.ts'

export type StructureReport = {
  readonly findings: readonly StructureFinding[]
  /** False when the matching of code patterns used up its budget. */
  readonly isComplete: boolean
}

/** @throws BadCodePattern when the author's code patterns cannot be read */
export function checkStructure(pattern: SolutionPattern, { program }: ParsedProgram): StructureReport {
  const compiled = compilePattern(pattern)
  const model = modelProgram(program)
  const functions = findFunctions(model, compiled.functions)
  const findings: StructureFinding[] = [...checkFunctions(pattern, compiled.functions, functions, model)]
  const entry = functions.get(pattern.entry)
  // Without the function nothing can be asked of it.
  if (!entry) return { findings, isComplete: true }
  const context = createContext(pattern, compiled.patternOf, model, functions)
  const reach = model.reach(entry.node)
  const fromEntry: Scope = { nodes: reach.nodes, region: reach.units, recursive: reach.recursive }
  const everywhere: Scope = { nodes: model.nodes, region: 'everywhere', recursive: reach.recursive }
  let isComplete = true
  const holds = (rule: PatternRule, scope: Scope) => {
    try {
      return evaluateRule(rule, scope, context)
    } catch (error) {
      if (!(error instanceof MatchBudgetExhausted)) throw error
      isComplete = false
      return null
    }
  }
  for (const rule of pattern.require ?? [])
    if (holds(rule, fromEntry)?.holds === false) findings.push(missing('require', rule, functions))
  for (const rule of pattern.forbid ?? []) {
    const found = holds(rule, everywhere)
    if (found?.holds)
      findings.push({ part: 'forbid', ruleId: rule.id, message: rule.feedback, at: found.nodes[0] ?? null })
  }
  findings.push(...checkLimits(pattern, entry, model))
  for (const rule of pattern.patterns ?? [])
    if (holds(rule, fromEntry)?.holds === false) findings.push(missing('patterns', rule, functions))
  const misnamed = pattern.naming ? findMisnamed(pattern.naming.style, model.scopes) : null
  if (misnamed) findings.push({ part: 'naming', ruleId: 'naming', ...misnamed })
  return { findings, isComplete }
}

const missing = (
  part: 'require' | 'patterns',
  { id, feedback, in: name }: PatternRule,
  functions: ReadonlyMap<string, NamedFunction>,
): StructureFinding => ({
  part,
  ruleId: id,
  message: feedback,
  at: name === undefined ? null : (functions.get(name)?.node ?? null),
})

function createContext(
  pattern: SolutionPattern,
  patternOf: RuleContext['patternOf'],
  model: ProgramModel,
  functions: ReadonlyMap<string, NamedFunction>,
): RuleContext {
  const { scopes, dead } = model
  const wantedNames = new Map<Binding, string>()
  for (const { binding, name } of functions.values()) if (binding) wantedNames.set(binding, name)
  const tests = pattern.tests ?? []
  const node = functions.get(pattern.entry)?.node ?? null
  const entry = node && isFunction(node) ? node : null
  const parameterTypes = (entry?.params ?? []).map((_param, i) => typeOfValues(tests.map(({ args }) => args[i])))
  const callbacks = findCallbacks(model.live)
  const normalising = {
    isDead: (node: AnyNode) => dead.has(node),
    typeOf: inferTypes(scopes, callbacks, entry, parameterTypes),
    identityOf: (identifier: Identifier) => {
      const binding = scopes.bindingOf.get(identifier)
      return binding ? `local ${binding.id}` : identifier.name
    },
    nameOf: (identifier: Identifier) => {
      const binding = scopes.bindingOf.get(identifier)
      if (!binding) return identifier.name
      // A local name that hides a global is not what an author means by that global.
      return wantedNames.get(binding) ?? (standardGlobals.has(binding.name) ? `local ${binding.name}` : binding.name)
    },
  }
  return {
    model,
    patternOf,
    callees: createCalleeNames(scopes, (binding) => wantedNames.get(binding) ?? binding.name),
    findCode: createFinder(model.program.body, normalising, { steps: matchBudget }),
    scopeOf: (name) => {
      const named = functions.get(name)
      if (!named) return null
      const { nodes, units, recursive } = model.reach(named.node)
      return { nodes, region: units, recursive }
    },
  }
}
