/** How complicated the code that the entry runs may be. */
import type { AnyNode } from 'acorn'
import type { SolutionPattern } from '../../../contract/solution-pattern.ts'
import { cyclomaticComplexity, loopDepth } from './complexity.ts'
import type { NamedFunction } from './find-functions.ts'
import type { StructureFinding } from './finding.ts'
import type { ProgramModel } from './program-model.ts'
import { isFunction } from './syntax.ts'

export function checkLimits(
  { limits }: SolutionPattern,
  entry: NamedFunction,
  model: ProgramModel,
): StructureFinding[] {
  if (!limits) return []
  const { units, recursive } = model.reach(entry.node)
  const functions = [...units].filter(isFunction)
  const isDead = (node: AnyNode) => model.dead.has(node)
  const findings: StructureFinding[] = []
  const report = (ruleId: string, message: string, at: StructureFinding['at']) =>
    findings.push({ part: 'limits', ruleId, message, at })
  const { maxLoopDepth, maxCyclomatic, recursion } = limits
  if (maxLoopDepth !== undefined) {
    const deep = functions.find((node) => loopDepth(node, isDead) > maxLoopDepth)
    const allowed =
      maxLoopDepth === 0 ? 'Solve this without a loop.' : `Loops should nest at most ${maxLoopDepth} deep.`
    if (deep) report('maxLoopDepth', allowed, deep)
  }
  if (recursion === 'forbid' && recursive[0]) report('recursion', 'Solve this without recursion.', recursive[0])
  if (recursion === 'require' && !recursive[0])
    report('recursion', 'Solve this by recursion: the function calls itself.', entry.node)
  if (maxCyclomatic !== undefined) {
    const complicated = functions.find((node) => cyclomaticComplexity(node, isDead) > maxCyclomatic)
    if (complicated)
      report('maxCyclomatic', `This function takes more than ${maxCyclomatic} paths: make it simpler.`, complicated)
  }
  return findings
}
