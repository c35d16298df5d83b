/**
 * What becomes of a model's questions before anybody sees them: the rules, near-duplicates, a content filter where one is
 * configured, and a second call that must reach the same answer. Rules first: they cost nothing.
 */
import type { CandidateProblem, CandidateQuestion } from '../contract/generation.ts'
import { normaliseText } from '../grading/text.ts'
import type { Judgement } from './gather-candidates.ts'
import { askedBy, findDuplicate, type KnownStem, toKnownStem } from './near-duplicates.ts'
import type { RuleContext } from './rules/rule.ts'
import { applyRules } from './rules/rules.ts'
import type { Verifiable, Verification } from './verify-candidates.ts'

export type JudgeContext = RuleContext & {
  /** Stems of the quiz and of the student's history, or of the topic's stock. */
  known: readonly KnownStem[]
  /** Answers that the quiz has already. */
  knownAnswers: readonly string[]
}

export type JudgeCalls = {
  /** In the order of the questions; null where no usable answer came. Absent: not wanted for this topic. */
  verify?: ((questions: readonly Verifiable[]) => Promise<(Verification | null)[]>) | undefined
  /** In the order of the texts: what a moderation service objects to; null for nothing. Absent: rules alone. */
  moderate?: ((texts: readonly string[]) => Promise<(string | null)[]>) | undefined
}

/** @returns in the order of the candidates; one without problems may be served */
export async function judgeCandidates(
  context: JudgeContext,
  candidates: readonly CandidateQuestion[],
  accepted: readonly CandidateQuestion[],
  { verify, moderate }: JudgeCalls,
): Promise<Judgement[]> {
  const judgements = byRules(context, candidates, accepted)
  if (moderate) await addObjections(judgements, candidates, moderate)
  if (verify) await addVerifications(judgements, candidates, verify)
  return judgements
}

function byRules(
  context: JudgeContext,
  candidates: readonly CandidateQuestion[],
  accepted: readonly CandidateQuestion[],
): Judgement[] {
  const stems = [...context.known, ...accepted.map(stemOf)]
  const answers = new Set([...context.knownAnswers.flatMap(tellingAnswer), ...accepted.flatMap(tellingAnswersOf)])
  return candidates.map((candidate) => {
    const stem = stemOf(candidate)
    const problems = [
      ...applyRules(candidate, context),
      ...(findDuplicate(stem, stems) ? [duplicate] : []),
      ...(tellingAnswersOf(candidate).some((answer) => answers.has(answer)) ? [sameAnswer] : []),
    ]
    if (problems.length === 0) {
      stems.push(stem)
      for (const answer of tellingAnswersOf(candidate)) answers.add(answer)
    }
    return { problems, verification: null }
  })
}

export const stemOf = (question: CandidateQuestion): KnownStem =>
  toKnownStem(askedBy({ ...question, correctAnswer: keyOf(question) }))

const keyOf = (question: CandidateQuestion) => (question.type === 'coding' ? '' : question.correctAnswer)

const duplicate: CandidateProblem = { rule: 'near-duplicate', message: 'this question has been asked already' }
const sameAnswer: CandidateProblem = { rule: 'same-answer', message: 'another question of the quiz has this answer' }

/** One question must not tell another's answer. Numbers, yes and no are answers to much, and tell nothing. */
const tellingAnswer = (answer: string): string[] => {
  const normal = normaliseText(answer)
  return /\p{L}{4}/u.test(normal) && normal !== 'true' && normal !== 'false' ? [normal] : []
}

const tellingAnswersOf = (candidate: CandidateQuestion) =>
  candidate.type === 'coding' ? [] : tellingAnswer(candidate.correctAnswer)

const isGood = ({ problems }: Judgement) => problems.length === 0

async function addObjections(
  judgements: readonly Judgement[],
  candidates: readonly CandidateQuestion[],
  moderate: NonNullable<JudgeCalls['moderate']>,
): Promise<void> {
  const places = [...judgements.keys()].filter((place) => judgements[place] && isGood(judgements[place]))
  if (places.length === 0) return
  const objections = await moderate(places.flatMap((place) => textOf(candidates[place])))
  for (const [index, place] of places.entries()) {
    const objection = objections[index]
    if (objection !== null) {
      const message = objection ?? 'the content filter has not answered'
      judgements[place]?.problems.push({ rule: 'moderation', message })
    }
  }
}

const textOf = (candidate: CandidateQuestion | undefined): string[] => {
  if (!candidate) return []
  const options = candidate.type === 'multiple-choice' ? candidate.options : []
  return [[candidate.text, ...options, candidate.explanation].join('\n')]
}

async function addVerifications(
  judgements: Judgement[],
  candidates: readonly CandidateQuestion[],
  verify: NonNullable<JudgeCalls['verify']>,
): Promise<void> {
  const due = candidates.flatMap((candidate, place) => {
    const judgement = judgements[place]
    return candidate.type !== 'coding' && judgement && isGood(judgement) ? [{ candidate, judgement }] : []
  })
  if (due.length === 0) return
  const verifications = await verify(due.map(({ candidate }) => candidate))
  for (const [index, { judgement }] of due.entries()) {
    const verification = verifications[index] ?? null
    judgement.verification = verification
    if (!verification?.agrees) judgement.problems.push(verification ? disagreement(verification) : unverified)
  }
}

const unverified: CandidateProblem = { rule: 'unverified', message: 'nobody has worked it out a second time' }

const disagreement = ({ answer }: Verification): CandidateProblem => ({
  rule: 'verification',
  message: `somebody who worked it out came to another answer: ${answer.slice(0, 200)}`,
})
