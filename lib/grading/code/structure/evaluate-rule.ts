/** Whether a rule's matcher holds in the code that it looks at, and where. */
import type { AnyNode } from 'acorn'
import type { Matcher, MatcherFields } from '../../../contract/solution-pattern.ts'
import type { CalleeNames } from './callee-names.ts'
import type { CodePattern } from './code-pattern.ts'
import { isOfKind } from './kinds.ts'
import type { FindCode, Region } from './normal-forms.ts'
import type { ProgramModel } from './program-model.ts'
import type { FunctionNode } from './syntax.ts'

/** Code that a rule looks at. */
export type Scope = {
  readonly nodes: readonly AnyNode[]
  readonly region: Region
  readonly recursive: readonly FunctionNode[]
}

export type RuleContext = {
  readonly model: ProgramModel
  readonly callees: CalleeNames
  readonly findCode: FindCode
  readonly patternOf: (code: string) => CodePattern
  /** The code of a function and all that it calls; null when the program has no such function. */
  readonly scopeOf: (functionName: string) => Scope | null
}

export type Finding = { readonly holds: boolean; readonly nodes: readonly AnyNode[] }

const nothing: Finding = { holds: false, nodes: [] }

export function evaluateRule(matcher: Matcher, scope: Scope, context: RuleContext): Finding {
  if (typeof matcher === 'string') return counted({}, context.findCode(context.patternOf(matcher), scope.region, 1))
  const inner = matcher.in === undefined ? scope : context.scopeOf(matcher.in)
  if (!inner) return nothing
  const evaluate = (one: Matcher) => evaluateRule(one, inner, context)
  if (matcher.anyOf) {
    const found = matcher.anyOf.map(evaluate)
    const nodes = [...new Set(found.flatMap((one) => one.nodes))]
    if (matcher.min !== undefined || matcher.max !== undefined) return counted(matcher, nodes)
    return { holds: found.some(({ holds }) => holds), nodes }
  }
  if (matcher.allOf) {
    const found = matcher.allOf.map(evaluate)
    return { holds: found.every(({ holds }) => holds), nodes: found.flatMap(({ nodes }) => nodes) }
  }
  if (matcher.not !== undefined) return { holds: !evaluate(matcher.not).holds, nodes: [] }
  return counted(matcher, occurrences(matcher, inner, context))
}

function occurrences(matcher: MatcherFields, scope: Scope, context: RuleContext): readonly AnyNode[] {
  const { kind, call, global, code } = matcher
  const { model, callees } = context
  const enough = matcher.max === undefined ? (matcher.min ?? 1) : Number.POSITIVE_INFINITY
  if (kind) return scope.nodes.filter((node) => isOfKind(kind, node, { model, recursive: scope.recursive }))
  if (call !== undefined)
    return scope.nodes.filter(
      (node) =>
        (node.type === 'CallExpression' || node.type === 'NewExpression') && callees.isCallee(node.callee, call),
    )
  if (global !== undefined)
    return outermost(scope.nodes.filter((node) => isName(node) && callees.isGlobal(node, global)))
  return code === undefined ? [] : context.findCode(context.patternOf(code), scope.region, enough)
}

const isName = ({ type }: AnyNode) => type === 'Identifier' || type === 'MemberExpression'

/** Of nodes within one another, the outer ones alone: `(0, eval)` is one use of `eval`. */
function outermost(nodes: readonly AnyNode[]): AnyNode[] {
  let end = -1
  return nodes.filter((node) => {
    if (node.end <= end) return false
    end = node.end
    return true
  })
}

function counted({ min, max }: MatcherFields, nodes: readonly AnyNode[]): Finding {
  const least = min ?? (max === undefined ? 1 : 0)
  return { holds: nodes.length >= least && nodes.length <= (max ?? Number.POSITIVE_INFINITY), nodes }
}
