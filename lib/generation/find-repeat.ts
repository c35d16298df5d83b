/** Whether a candidate asks what has been asked, or has an answer that another question of the same quiz already has. */
import type { CandidateProblem, CandidateQuestion } from '../contract/generation.ts'
import { findDuplicate, fingerprintOf, isAlike, type KnownStem, signatureOf } from './near-duplicates.ts'
import { wordsOf } from './rules/rule.ts'

/** A question of the quiz, or one that the student has seen before. */
export type KnownQuestion = KnownStem & {
  /** The right answer, of questions of the same quiz only: in another quiz an answer may come again. */
  answer?: string | undefined
}

export const toKnown = (question: CandidateQuestion): KnownQuestion => ({
  fingerprint: fingerprintOf(question.text),
  signature: signatureOf(question.text),
  text: question.text,
  ...(question.type !== 'coding' && { answer: question.correctAnswer }),
})

export function findRepeat(question: CandidateQuestion, known: readonly KnownQuestion[]): CandidateProblem[] {
  if (findDuplicate(question.text, known))
    return [{ rule: 'near-duplicate', message: 'text: asks what another question asks already' }]
  return question.type !== 'coding' && hasKnownAnswer(question, known)
    ? [{ rule: 'same-answer', message: `correctAnswer: '${question.correctAnswer}' answers another question already` }]
    : []
}

/** With the same answer, questions need not be as alike to be one question in two wordings. */
const rewordedSimilarity = 0.5

function hasKnownAnswer(
  { text, correctAnswer }: { text: string; correctAnswer: string },
  known: readonly KnownQuestion[],
) {
  const answer = foldAnswer(correctAnswer)
  const twins = known.filter((each) => each.answer !== undefined && foldAnswer(each.answer) === answer)
  if (twins.length === 0) return false
  const signature = signatureOf(text)
  return isTelling(correctAnswer) || twins.some((twin) => isAlike(text, signature, twin, rewordedSimilarity))
}

const foldAnswer = (answer: string) => answer.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Words that any number of questions may have for an answer, as they may have the same number. */
const common = new Set(
  'about above always below both constant decrease decreases double doubles doubled equal error false falls faster fewer first five four greater halved halves higher increase increases infinite infinity larger last left less lower many more most negative neither never nine none nothing null once positive quadruple quadruples remains right rises same seven shorter slower smaller stays there they three triple triples true twice unchanged undefined zero does exist stay remain rise fall slow fast will with than half from that this into goes becomes become'.split(
    ' ',
  ),
)

/** Whether the answer names something: then a second question with it is answered by the first. */
const isTelling = (answer: string) =>
  !/[\d$`]/.test(answer) && wordsOf(answer).some((word) => word.length >= 4 && !common.has(word))
