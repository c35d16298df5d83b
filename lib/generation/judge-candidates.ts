/** Which of a model's questions may be served: rules first, then, for what they leave, moderation and a second opinion. */
import type { CandidateProblem, CandidateQuestion } from '../contract/generation.ts'
import { findRepeat, type KnownQuestion, toKnown } from './find-repeat.ts'
import { type Asked, proseOf } from './rules/rule.ts'
import { findProblems } from './rules/table.ts'
import { type Verification, type Verified, type Verifier, verifyCandidates } from './verify-candidates.ts'

export type JudgeContext = Asked & {
  /** Questions asked for: more are not taken. */
  count: number
  /** Of the quiz, with answers; of the student's earlier quizzes, without. */
  known: readonly KnownQuestion[]
  /** Of the order in which the second call sees options. */
  seed: string
}

/** The provider's opinion of each text, in their order. */
export type Moderate = (texts: string[]) => Promise<{ flagged: boolean[] } | { failure: string }>

export type Judges = Verifier & {
  /** false: rules alone decide. */
  verify: boolean
  /** Where a moderation endpoint is configured. */
  moderate?: Moderate | undefined
}

/** Accepted when there are no problems. */
export type Judgement = { problems: CandidateProblem[]; verification: Verification | null }

/**
 * In the order of the candidates. Bad candidates never make it throw; faults of `ask` and `moderate` themselves pass.
 * Nothing is accepted unverified or unmoderated that should have been either.
 */
export async function judgeCandidates(
  context: JudgeContext,
  candidates: readonly CandidateQuestion[],
  judges: Judges,
): Promise<Judgement[]> {
  const byRules = applyRules(context, candidates)
  const left = byRules.flatMap(({ question, problems }) => (problems.length === 0 ? [question] : []))
  const [moderated, verified] = await Promise.all([
    moderateEach(left, judges),
    judges.verify ? verifyCandidates(judges, left, context.seed) : left.map(() => unasked),
  ])
  const opinions = left.map((_, place): Judgement => {
    const { problems, verification } = verified[place] ?? unasked
    return { problems: [...(moderated[place] ?? []), ...problems], verification }
  })
  const inOrder = opinions.values()
  return byRules.map(({ problems }) => {
    const opinion = problems.length === 0 ? inOrder.next().value : undefined
    return opinion ?? { problems, verification: null }
  })
}

const unasked: Verified = { verification: null, problems: [] }

type ByRules = { question: CandidateQuestion; problems: CandidateProblem[] }

/** One after the other, since each that passes is known to those behind it. */
function applyRules(context: JudgeContext, candidates: readonly CandidateQuestion[]): ByRules[] {
  const known = [...context.known]
  let taken = 0
  return candidates.map((question) => {
    const own = findProblems(question, context)
    const problems = own.length > 0 ? own : findRepeat(question, known)
    if (problems.length > 0) return { question, problems }
    if (taken >= context.count)
      return { question, problems: [{ rule: 'count', message: `only ${context.count} questions were asked for` }] }
    taken += 1
    known.push(toKnown(question))
    return { question, problems }
  })
}

/** Without a reply nothing is known to be fit. */
async function moderateEach(
  questions: readonly CandidateQuestion[],
  { moderate }: Judges,
): Promise<CandidateProblem[][]> {
  if (!moderate || questions.length === 0) return questions.map(() => [])
  const reply = await moderate(questions.map((question) => proseOf(question).join('\n')))
  const problem = (message: string): CandidateProblem[] => [{ rule: 'moderation', message }]
  if ('failure' in reply) return questions.map(() => problem(`not moderated: ${reply.failure}`))
  return questions.map((_, place) => {
    const flagged = reply.flagged[place]
    return flagged === false ? [] : problem(flagged ? 'text: flagged by moderation' : 'not moderated: no verdict')
  })
}
