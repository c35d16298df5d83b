/** The functions that must be there, how many parameters they take, and whether they give something back. */
import type { FunctionRule, SolutionPattern } from '../../../contract/solution-pattern.ts'
import type { NamedFunction } from './find-functions.ts'
import type { StructureFinding } from './finding.ts'
import type { ProgramModel } from './program-model.ts'
import { type FunctionNode, isFunction } from './syntax.ts'

export function checkFunctions(
  pattern: SolutionPattern,
  wanted: readonly { name: string }[],
  found: ReadonlyMap<string, NamedFunction>,
  model: ProgramModel,
): StructureFinding[] {
  return wanted.flatMap(({ name }) => {
    const named = found.get(name)
    if (!named) return [finding(name, `The program needs a function called ${name}.`, null)]
    const rule = pattern.functions?.find((one) => one.name === name)
    return rule && isFunction(named.node) ? checkFunction(rule, named.node, model) : []
  })
}

const finding = (name: string, message: string, at: FunctionNode | null): StructureFinding => ({
  part: 'functions',
  ruleId: `function:${name}`,
  message,
  at,
})

function checkFunction(
  { name, params, returns }: FunctionRule,
  node: FunctionNode,
  model: ProgramModel,
): StructureFinding[] {
  const problems: StructureFinding[] = []
  if (params && !takes(node, params, model))
    problems.push(finding(name, `${name} should take ${countOf(params)}.`, node))
  const gives = givesBack(node, model)
  if (returns === true && !gives) problems.push(finding(name, `${name} should return its result.`, node))
  if (returns === false && gives) problems.push(finding(name, `${name} should not return a value.`, node))
  return problems
}

type Count = { min?: number | undefined; max?: number | undefined }

/** Any number in the range will do that a call may pass: a default may be left out, a rest takes what comes. */
function takes(node: FunctionNode, { min = 0, max = Number.POSITIVE_INFINITY }: Count, model: ProgramModel): boolean {
  const isOpen = node.params.some(({ type }) => type === 'RestElement') || usesArguments(node, model)
  const optional = node.params.findIndex(({ type }) => type === 'AssignmentPattern' || type === 'RestElement')
  const needed = optional === -1 ? node.params.length : optional
  const most = isOpen ? Number.POSITIVE_INFINITY : node.params.length
  return needed <= max && most >= min
}

const usesArguments = (node: FunctionNode, model: ProgramModel) =>
  model
    .within(node)
    .some(
      (part) => part.type === 'Identifier' && part.name === 'arguments' && model.scopes.bindingOf.get(part) === null,
    )

function countOf({ min, max }: Count): string {
  const noun = (count: number) => `${count} parameter${count === 1 ? '' : 's'}`
  if (min === max && min !== undefined) return noun(min)
  if (max === undefined) return `at least ${noun(min ?? 0)}`
  return min === undefined || min === 0 ? `at most ${noun(max)}` : `${min} to ${noun(max)}`
}

/** Whether it has a `return` of its own with a value. */
function givesBack(node: FunctionNode, { within, dead }: ProgramModel): boolean {
  if (node.body.type !== 'BlockStatement') return true
  const inner = within(node).filter((part) => part !== node && isFunction(part))
  return within(node).some(
    (part) =>
      part.type === 'ReturnStatement' &&
      part.argument &&
      !dead.has(part) &&
      !inner.some(({ start, end }) => start <= part.start && part.end <= end),
  )
}
