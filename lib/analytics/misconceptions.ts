/** Wrong answers that several students share: what a question's readers believe. */

export type WrongAnswer = { readonly student: string; readonly answer: string }

export type Misconception = { readonly answer: string; readonly students: number }

/** k-anonymity (Sweeney 2002): what fewer people wrote may say who they are, and leaves no database. */
const fewestStudents = 5

/** Longer texts are nobody's shared belief. */
const longestAnswer = 200

/**
 * The wrong answers to one item that at least five students gave, most frequent first. A student counts once for each
 * answer. Answers are compared, and shown, in NFKC, lower case and with single spaces: of a spelling of its own, which
 * could give somebody away, nothing is left.
 */
export function misconceptionsOf(wrongAnswers: Iterable<WrongAnswer>): Misconception[] {
  const students = new Map<string, Set<string>>()
  for (const { student, answer } of wrongAnswers) {
    const shown = normalise(answer)
    if (shown === '' || shown.length > longestAnswer) continue
    students.set(shown, (students.get(shown) ?? new Set()).add(student))
  }
  return [...students]
    .map(([answer, whoGaveIt]) => ({ answer, students: whoGaveIt.size }))
    .filter((found) => found.students >= fewestStudents)
    .sort((one, other) => other.students - one.students || (one.answer < other.answer ? -1 : 1))
}

function normalise(answer: string): string {
  return answer.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
