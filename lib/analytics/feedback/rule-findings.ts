/** Which rules of a pattern fail programs that do what was asked. Pure. */
import type { ObjectId } from 'mongodb'
import type { PatternFindingsDocument } from '../../contract/analytics-documents.ts'
import type { SolutionPattern } from '../../contract/solution-pattern.ts'

/** Programs of one student that were judged alike, with the rules that decided against them. */
export type JudgedPrograms = {
  itemId: ObjectId
  student: ObjectId
  verdict: string
  rules: (string | null)[]
  programs: number
}

type Findings = Pick<PatternFindingsDocument, 'answers' | 'unknown' | 'passing' | 'rules'> & {
  /** Rules that are better advice. */
  tooStrict: string[]
}

/** As many students as a finding is of, elsewhere too: fewer may say who they are. */
const fewestStudents = 5
/** Of the students whose programs pass all tests. */
const tolerableShare = 0.2

/** Feedback of failing tests, and of programs that could not be read. */
const failures = new Set(['test', 'hidden-test', 'syntax'])

export function ruleFindings(
  { require: required = [], forbid = [] }: SolutionPattern,
  judged: readonly JudgedPrograms[],
): Findings {
  const known = new Set([...required, ...forbid].map(({ id }) => id))
  const passing = judged.filter(
    ({ verdict, rules }) => verdict === 'correct' || isFailedByRulesAlone(verdict, rules, known),
  )
  const studentsOf = (programs: readonly JudgedPrograms[]) =>
    new Set(programs.map(({ student }) => student.toHexString())).size
  const rules = [...known]
    .map((ruleId) => ({ ruleId, students: studentsOf(passing.filter(({ rules: broken }) => broken.includes(ruleId))) }))
    .filter(({ students }) => students >= fewestStudents)
    .sort((one, other) => other.students - one.students || (one.ruleId < other.ruleId ? -1 : 1))
  const programsOf = (programs: readonly JudgedPrograms[]) => programs.reduce((sum, each) => sum + each.programs, 0)
  return {
    answers: programsOf(judged.filter(({ verdict }) => verdict !== 'unknown')),
    unknown: programsOf(judged.filter(({ verdict }) => verdict === 'unknown')),
    passing: programsOf(passing),
    rules,
    tooStrict: rules
      .filter(({ students }) => students > tolerableShare * studentsOf(passing))
      .map(({ ruleId }) => ruleId),
  }
}

/** A program without the function that was asked for breaks rules as well, and passes no test. */
function isFailedByRulesAlone(verdict: string, rules: JudgedPrograms['rules'], known: ReadonlySet<string>): boolean {
  if (verdict !== 'incorrect' || rules.length === 0) return false
  return rules.every((rule) => rule !== null && !failures.has(rule) && known.has(rule))
}
