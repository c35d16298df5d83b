/** What replies hold: read, judged by whoever can, and taken as far as it is good and wanted. */
import type { CandidateProblem, CandidateQuestion, ModelCall } from '../contract/generation.ts'
import type { GenerationLogDocument } from '../contract/generation-documents.ts'
import { countMetric } from '../platform/metrics.ts'
import type { ChatResult } from './complete-chat.ts'
import type { ChosenPrompt } from './prompt-registry.ts'
import { type ReadCandidate, readOutput } from './read-output.ts'
import type { PromptContext } from './render-prompt.ts'

/** What the validators, and the second call that must reach the same answer, say of one candidate. */
export type Judgement = Pick<GenerationLogDocument['candidates'][number], 'problems' | 'verification'>

/**
 * Judges candidates, in their order. Calls of the model that it makes must end with the signal, and are given back for the
 * log. What could not be verified is a problem, too.
 * @param accepted what has passed already: candidates must differ from it, as from each other
 */
export type Judge = (
  candidates: readonly CandidateQuestion[],
  given: { accepted: readonly CandidateQuestion[]; signal: AbortSignal },
) => Promise<{ judgements: Judgement[]; calls: ModelCall[] }>

export type JudgedCandidate = Omit<GenerationLogDocument['candidates'][number], 'itemId'>

/** One run of the ladder, and what it has gathered so far. */
export type Run = {
  chosen: ChosenPrompt
  signal: AbortSignal
  judge: Judge
  candidates: JudgedCandidate[]
  calls: ModelCall[]
  accepted: CandidateQuestion[]
}

/** Adds to the run what its replies hold. */
export async function take(
  run: Run,
  { type, count }: Pick<PromptContext, 'type' | 'count'>,
  results: readonly ChatResult[],
): Promise<void> {
  const read = results.flatMap(({ text, call }) =>
    text === null ? [] : readOutput(text, type, { cutOff: call.outcome === 'truncated' }).candidates,
  )
  const questions = read.flatMap(({ question }) => question ?? [])
  const { judgements, calls } =
    questions.length > 0
      ? await run.judge(questions, { accepted: run.accepted, signal: run.signal })
      : { judgements: [], calls: [] }
  run.calls.push(...calls)
  for (const candidate of read) {
    const judged = withJudgement(candidate, candidate.question && judgements[questions.indexOf(candidate.question)])
    const isGood = judged.question !== null && judged.problems.length === 0
    if (isGood && run.accepted.length >= count) judged.problems.push(surplus)
    else if (isGood && judged.question) run.accepted.push(judged.question)
    for (const rule of new Set(judged.problems.map((problem) => problem.rule))) {
      if (rule !== surplus.rule) countMetric('ValidatorRejections', 1, { rule })
    }
    run.candidates.push(judged)
  }
}

const surplus: CandidateProblem = { rule: 'surplus', message: 'more than were asked for' }
const unjudged: CandidateProblem = { rule: 'unjudged', message: 'nobody has judged it' }

function withJudgement(
  { question, problems }: ReadCandidate,
  judgement: Judgement | null | undefined,
): JudgedCandidate {
  if (question === null) return { question, problems: [...problems], verification: null }
  const { problems: found, verification } = judgement ?? { problems: [unjudged], verification: null }
  return { question, problems: [...problems, ...found], verification }
}
