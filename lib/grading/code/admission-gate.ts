/**
 * Whether a coding question may enter the bank or a quiz: the grader itself must accept its reference and alternatives,
 * and reject its wrong programs and what its editor opens with. A question that fails here would have failed students.
 */
import * as z from 'zod'
import { type SolutionPattern, solutionPatternSchema } from '../../contract/solution-pattern.ts'
import { fuelOf, gradeCode } from './grade-code.ts'
import { BadCodePattern } from './structure/code-pattern.ts'
import type { CodeVerdict } from './verdict.ts'

/** Other fields of a question (text, explanation, ...) pass by. */
const gatedQuestionSchema = z.object({
  solutionPattern: solutionPatternSchema,
  starterCode: z.string().optional(),
  reference: z.string(),
  alternatives: z.array(z.string()).min(1),
  wrongPrograms: z.array(z.string()).min(3),
})

export type Admission = { readonly admitted: boolean; readonly problems: string[] }

/** Of a question's fuel, what its reference may need: students' programs are less economical. */
const referenceShare = 0.1

/** @param question anything; what is missing or malformed is a problem */
export function admitCodingQuestion(question: unknown): Admission {
  const parsed = gatedQuestionSchema.safeParse(question)
  const problems = parsed.success
    ? problemsOf(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  return { admitted: problems.length === 0, problems }
}

function problemsOf(question: z.infer<typeof gatedQuestionSchema>): string[] {
  const { solutionPattern, starterCode, reference, alternatives, wrongPrograms } = question
  try {
    return [
      ...judge(solutionPattern, 'the reference', reference, 'correct', fuelOf(solutionPattern) * referenceShare),
      ...alternatives.flatMap((source, i) => judge(solutionPattern, `alternative ${i + 1}`, source, 'correct')),
      ...wrongPrograms.flatMap((source, i) => judge(solutionPattern, `wrong program ${i + 1}`, source, 'incorrect')),
      ...(starterCode !== undefined && gradeCode(solutionPattern, starterCode).verdict === 'correct'
        ? ['the starter code is the answer already']
        : []),
    ]
  } catch (error) {
    if (error instanceof BadCodePattern) return [error.message]
    throw error
  }
}

function judge(
  pattern: SolutionPattern,
  name: string,
  source: string,
  wanted: CodeVerdict,
  mostSteps = Number.POSITIVE_INFINITY,
): string[] {
  const { verdict, items, stepsUsed } = gradeCode(pattern, source)
  const why = items.map(({ message }) => message).join(' ')
  if (verdict !== wanted) return [`${name} is graded ${verdict}: ${why}`]
  // A wrong program that cannot be read shows nothing about the pattern.
  if (items.some(({ ruleId }) => ruleId === 'syntax')) return [`${name} is not a program: ${why}`]
  return stepsUsed > mostSteps ? [`${name} takes ${stepsUsed} steps, of ${mostSteps} that it may`] : []
}
