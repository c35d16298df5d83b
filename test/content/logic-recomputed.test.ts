/** The logic questions, decided by truth tables and by going through all small models. */
import { expect, test } from 'vitest'
import { allWorlds, areEquivalent, bits, countTrue, type Formula, isValid, readCategorical } from './logic.ts'
import { expectComputedAnswers, expectJudgedOptions } from './recompute.ts'

const implies = (a: boolean, b: boolean) => !a || b

/** Says which of the options is equivalent to a formula in P and Q; each option comes with what it states. */
const equivalentTo = (formula: Formula, stated: Record<string, Formula>) => (option: string) =>
  areEquivalent(2, formula, stated[option]!)

/** Whether a conclusion holds in every world in which the premises do. */
const followsFrom = (terms: string, premises: string[]) => (conclusion: string) =>
  allWorlds(terms).every(
    (world) => !premises.every((premise) => readCategorical(premise)(world)) || readCategorical(conclusion)(world),
  )

const areContradictories = (terms: string, one: string, other: string) =>
  allWorlds(terms).every((world) => readCategorical(one)(world) !== readCategorical(other)(world))

/** Who may be a knight: a statement is true exactly if its speaker is one; who is silent may be either. */
const solveKnights = (inhabitants: number, statements: Formula[]) =>
  bits(inhabitants).filter((knights) => statements.every((statement, i) => statement(...knights) === knights[i]))

const onlySolution = (solutions: boolean[][]) => (solutions.length === 1 ? solutions[0]! : [])

/** The cards that some hidden side would make a counterexample to 'a vowel has an even number behind it'. */
const cardsToTurn = ['E', 'K', '4', '7'].filter((shown) =>
  ['A', 'B', '1', '2'].some((hidden) => {
    const sides = [shown, hidden]
    return sides.some((side) => 'AEIOU'.includes(side)) && sides.some((side) => Number(side) % 2 === 1)
  }),
)

const answers = {
  'phi-008': () => bits(3).length,
  'phi-019': () => countTrue(2, (p, q) => p! || q!),
  'phi-026': () => countTrue(3, (p, q, r) => implies(p! && q!, r!)),
  'phi-039': () => countTrue(4, (p, q, r, s) => (p! || q!) && (r! || s!)),
  // In a population of 100,000.
  'phi-045': () => (1000 * 0.9 * 100) / (1000 * 0.9 + 99_000 * 0.09),
  'phi-049': () => {
    const [x, y] = onlySolution(solveKnights(2, [(x, y) => !x || !y])).map((knight) => (knight ? 'knight' : 'knave'))
    return `X is a ${x}, Y is a ${y}`
  },
  'phi-050': () => countTrue(3, (p, q, r) => implies(implies(p!, q!), r!)),
  'phi-055': () => `Only ${cardsToTurn.join(' and ')}`,
  // A truth function is a column of values for the four rows.
  'phi-057': () => bits(bits(2).length).length,
  'phi-059': () => {
    const allKnaves: Formula = (...knights) => !knights.includes(true)
    const oneKnight: Formula = (...knights) => knights.filter(Boolean).length === 1
    return onlySolution(solveKnights(3, [allKnaves, oneKnight])).filter(Boolean).length
  },
}

/** Two students, two books, two teachers: who has read which book, and who recommends which. */
const readingLists = bits(8).map((row) => ({
  read: [row.slice(0, 2), row.slice(2, 4)],
  recommended: [row.slice(4, 6), row.slice(6)],
}))
type ReadingList = (typeof readingLists)[number]
const books = [0, 1]
const byAll = ({ recommended }: ReadingList) => books.filter((book) => recommended.every((teacher) => teacher[book]))
const byNone = ({ recommended }: ReadingList) => books.filter((book) => !recommended.some((teacher) => teacher[book]))
const notByAll = (list: ReadingList) => books.filter((book) => !byAll(list).includes(book))
const hasReadOne = (student: boolean[], among: number[]) => among.some((book) => student[book])

const readingClaims: Record<string, (list: ReadingList) => boolean> = {
  'Some student has read no book that all teachers recommend': (list) =>
    list.read.some((student) => !hasReadOne(student, byAll(list))),
  'No student has read any book that all teachers recommend': (list) =>
    !list.read.some((student) => hasReadOne(student, byAll(list))),
  'Some student has read some book that no teacher recommends': (list) =>
    list.read.some((student) => hasReadOne(student, byNone(list))),
  'Every student has read some book that not all teachers recommend': (list) =>
    list.read.every((student) => hasReadOne(student, notByAll(list))),
}

const greekClaims: Record<string, string> = {
  'Some philosopher is not Greek': 'Some P are not G',
  'No philosopher is Greek': 'No P are G',
  'Some Greek is not a philosopher': 'Some G are not P',
  'All Greeks are philosophers': 'All G are P',
}

const argumentForms: Record<string, [premises: Formula[], conclusion: Formula]> = {
  'If P then Q; not P; so not Q': [[(p, q) => implies(p!, q!), (p) => !p], (_, q) => !q],
  'If P then Q; not Q; so not P': [[(p, q) => implies(p!, q!), (_, q) => !q], (p) => !p],
  'P or Q; not Q; so P': [[(p, q) => p! || q!, (_, q) => !q], (p) => p!],
  'If P then Q; if Q then R; so if P then R': [
    [(p, q) => implies(p!, q!), (_, q, r) => implies(q!, r!)],
    (p, _, r) => implies(p!, r!),
  ],
}

const judges = {
  'phi-014': equivalentTo((p, q) => !implies(p!, q!), {
    'Only when P is true and Q is false': (p, q) => p! && !q,
    'Only when P is false and Q is true': (p, q) => !p && q!,
    'Whenever P is false, whatever Q is': (p) => !p,
    'Whenever Q is false, whatever P is': (_, q) => !q,
  }),
  'phi-016': equivalentTo((p, q) => implies(p!, q!), {
    'If not Q, then not P': (p, q) => implies(!q, !p),
    'If Q, then also P': (p, q) => implies(q!, p!),
    'If not P, then not Q': (p, q) => implies(!p, !q),
    'P, and also not Q': (p, q) => p! && !q,
  }),
  'phi-017': equivalentTo((p, q) => !(p! && q!), {
    'Not P or not Q': (p, q) => !p || !q,
    'Not P and not Q': (p, q) => !p && !q,
    'P and not Q': (p, q) => p! && !q,
    'P or Q, but not both': (p, q) => p !== q,
  }),
  'phi-025': (option: string) => areContradictories('PG', 'All P are G', greekClaims[option]!),
  'phi-030': followsFrom('SMP', ['All M are P', 'Some S are M']),
  'phi-037': equivalentTo((p, q) => p! || q!, {
    'If not Q, then P': (p, q) => implies(!q, p!),
    'If Q, then not P': (p, q) => implies(q!, !p),
    'If P, then not Q': (p, q) => implies(p!, !q),
    'If Q, then P': (p, q) => implies(q!, p!),
  }),
  'phi-038': (option: string) => !isValid(3, ...argumentForms[option]!),
  'phi-047': (option: string) => {
    const [, one, other] = /^'(.+)' and '(.+)'$/.exec(option)!
    return areContradictories('SP', one!, other!)
  },
  'phi-051': followsFrom('ABCD', ['No A are B', 'All C are B', 'Some D are C']),
  'phi-060': (option: string) =>
    readingLists.every(
      (list) => readingClaims[option]!(list) !== list.read.every((student) => hasReadOne(student, byAll(list))),
    ),
}

test('at least 15 logic questions are recomputed', () => {
  expect(Object.keys(answers).length + Object.keys(judges).length).toBeGreaterThanOrEqual(15)
})

expectComputedAnswers('philosophy-logic', answers)
expectJudgedOptions('philosophy-logic', judges)
