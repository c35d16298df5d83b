/** What the structural half says of a program, for tests. */
import { type SolutionPattern, solutionPatternSchema } from '../../../../lib/contract/solution-pattern.ts'
import { checkStructure } from '../../../../lib/grading/code/structure/check-structure.ts'
import { parsedProgram } from '../parsed-program.ts'

export const patternOf = (fields: object): SolutionPattern =>
  solutionPatternSchema.parse({ v: 1, entry: 'solve', ...fields })

export function checkSource(pattern: SolutionPattern, source: string) {
  const parsed = parsedProgram(source)
  return checkStructure(pattern, parsed)
}

/** The ids of the rules that a program breaks. */
export const brokenRules = (fields: object, source: string): string[] =>
  checkSource(patternOf(fields), source).findings.map(({ ruleId }) => ruleId)

/** Whether a matcher holds in the code that `solve` runs. */
export function holds(matcher: object, source: string): boolean {
  const broken = brokenRules({ require: [{ id: 'rule', feedback: '-', ...matcher }] }, source)
  if (broken.includes('function:solve')) throw new Error(`there is no solve in: ${source}`)
  return broken.length === 0
}

/** Whether a code pattern occurs in the code that `solve` runs. */
export const occurs = (code: string, source: string): boolean => holds({ code }, source)

export const inSolve = (body: string, params = 'a, b'): string => `function solve(${params}) { ${body} }`
