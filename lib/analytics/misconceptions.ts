/** Wrong answers that several students share: what a question's readers believe. */

export type WrongAnswer = { readonly student: string; readonly answer: string }

export type Misconception = { readonly answer: string; readonly students: number }

/** k-anonymity (Sweeney 2002): what fewer people wrote may say who they are, and leaves no database. */
const fewestStudents = 5

/** Longer texts are nobody's shared belief. */
const longestAnswer = 200

/**
 * The wrong answers to one item that at least five students gave, most frequent first. A student counts once for each
 * answer. Case and white space make no difference; shown is the spelling that most students share, or lower case where
 * fewer than five share one, so that nobody's own spelling is left.
 */
export function misconceptionsOf(wrongAnswers: Iterable<WrongAnswer>): Misconception[] {
  const byAnswer = new Map<string, Map<string, Set<string>>>()
  for (const { student, answer } of wrongAnswers) {
    const spelling = answer.normalize('NFKC').replace(/\s+/g, ' ').trim()
    if (spelling === '' || spelling.length > longestAnswer) continue
    const bySpelling = byAnswer.get(spelling.toLowerCase()) ?? new Map<string, Set<string>>()
    bySpelling.set(spelling, (bySpelling.get(spelling) ?? new Set()).add(student))
    byAnswer.set(spelling.toLowerCase(), bySpelling)
  }
  return [...byAnswer]
    .map(([lowerCase, bySpelling]) => ({
      answer: mostShared(bySpelling) ?? lowerCase,
      students: new Set([...bySpelling.values()].flatMap((students) => [...students])).size,
    }))
    .filter(({ students }) => students >= fewestStudents)
    .sort((one, other) => other.students - one.students || (one.answer < other.answer ? -1 : 1))
}

function mostShared(bySpelling: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const shared = [...bySpelling].filter(([, students]) => students.size >= fewestStudents)
  return shared.sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1))[0]?.[0]
}
