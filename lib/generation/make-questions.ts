/**
 * Questions for one job, from asking the model to what is stored: each type by its own prompt, side by side, judged,
 * logged. Gives values for all that a provider can do; throws only where a store fails.
 */
import type { JobDocument } from '../contract/documents.ts'
import type { CandidateQuestion, ModelCall } from '../contract/generation.ts'
import type { GeneratedQuestionDocument, GenerationLogDocument } from '../contract/generation-documents.ts'
import { newId } from '../platform/ids.ts'
import { insertEach, persistently } from '../platform/mongo.ts'
import { configuredModel, type Model } from '../platform/openai.ts'
import { completeChat } from './complete-chat.ts'
import type { GenerationDeps } from './deps.ts'
import { toKnown } from './find-repeat.ts'
import type { Judge } from './gather-candidates.ts'
import { type Generated, generateQuestions } from './generate-questions.ts'
import { type JobContext, readJobContext, type TypeCount } from './job-context.ts'
import { type JudgeContext, judgeCandidates, type Moderate } from './judge-candidates.ts'
import { moderateTexts } from './moderate-texts.ts'
import { duplicateSimilarity, fingerprintOf, signatureOf, similarity } from './near-duplicates.ts'
import { promptFor } from './prompt-registry.ts'
import { readReferences } from './read-references.ts'
import { storeQuestions, toGeneratedQuestion } from './store-questions.ts'
import type { Ask } from './verify-candidates.ts'

export type Made =
  | {
      kind: 'made'
      questions: GeneratedQuestionDocument[]
      /** For people: what did not come, and why. */
      problems: string[]
      /** Where nothing came, why. */
      reason: string | null
    }
  /** The provider asks to be left alone for so long. */
  | { kind: 'put-off'; retryAfterSeconds: number }

export type ModelDeps = GenerationDeps & { model: Model }

const nothing = (reason: string, problem: string): Made => ({
  kind: 'made',
  questions: [],
  problems: [problem],
  reason,
})

export async function makeQuestions(deps: GenerationDeps, job: JobDocument): Promise<Made> {
  const model = await configuredModel()
  return model ? makeQuestionsWith({ ...deps, model }, job) : nothing('no-model', 'No model is configured.')
}

export async function makeQuestionsWith(deps: ModelDeps, job: JobDocument): Promise<Made> {
  const context = await readJobContext(deps, job)
  if (!context) return nothing('unknown-topic', 'The topic does not exist any more.')
  const references = await readReferences(context.topic.contentRef)
  const runs = await Promise.all(context.types.map((share) => runOfType(deps, job, context, references, share)))
  const stored = await store(deps, job, runs)
  const putOff = runs.flatMap((run) => run.putOff)
  if (stored.length === 0 && putOff.length > 0) return { kind: 'put-off', retryAfterSeconds: Math.max(...putOff) }
  return {
    kind: 'made',
    questions: stored,
    problems: runs.flatMap(problemsOf),
    reason: stored.length > 0 ? null : (runs[0]?.generated.outcome ?? 'nothing-usable'),
  }
}

type Run = {
  share: TypeCount
  generated: Generated
  /** Seconds, of each call that the provider put off. */
  putOff: readonly number[]
  logId: GenerationLogDocument['_id']
}

async function runOfType(
  deps: ModelDeps,
  job: JobDocument,
  { topic, met, findings }: JobContext,
  references: readonly string[],
  share: TypeCount,
): Promise<Run> {
  const context: Known = {
    ...share,
    level: job.level,
    topicRange: topic.difficultyRange,
    known: met.map(({ type, text, correctAnswer, isInQuiz }) => ({
      text,
      fingerprint: fingerprintOf(text),
      signature: signatureOf(text),
      ...(isInQuiz && type !== 'coding' && { answer: correctAnswer }),
    })),
  }
  const putOff: number[] = []
  const judge = judgeWith(deps, job, context, {
    isVerified: topic.verification ?? true,
    onPutOff: (seconds) => putOff.push(seconds),
  })
  const wanted = {
    ...share,
    level: job.level,
    topic,
    references,
    levelFindings: findings.levels,
    misconceptions: findings.misconceptions,
    seenStems: met.filter(({ type }) => type === share.type).map(({ text }) => text),
    userId: job.userId,
  }
  const generated = await generateQuestions(deps, wanted, judge)
  if (generated.retryAfterSeconds !== null) putOff.push(generated.retryAfterSeconds)
  return { share, generated, putOff, logId: newId() }
}

type Known = Omit<JudgeContext, 'seed'>

/** The judge that the ladder asks, with the calls of the model that it needs. */
function judgeWith(
  deps: ModelDeps,
  job: JobDocument,
  context: Known,
  { isVerified, onPutOff }: { isVerified: boolean; onPutOff: (seconds: number) => void },
): Judge {
  return async (candidates, { accepted, signal }) => {
    const calls: ModelCall[] = []
    const { prompt } = await promptFor(deps, 'verification', job.userId)
    const ask: Ask = async ({ messages, schema }) => {
      const { model, params } = prompt
      const output = { name: schema.name, schema: { ...schema.schema } }
      const result = await completeChat(deps, { purpose: 'verify', messages, output, model, params, signal })
      calls.push(result.call)
      if (result.retryAfterSeconds !== null) onPutOff(result.retryAfterSeconds)
      return result.text === null ? { failure: result.call.outcome } : { text: result.text }
    }
    const moderate: Moderate = async (texts) => {
      const { call, opinion } = await moderateTexts(deps, texts, signal)
      calls.push(call)
      return opinion
    }
    const known = [...context.known, ...accepted.map(toKnown)]
    const judgements = await judgeCandidates({ ...context, known, seed: newId().toHexString() }, candidates, {
      ask,
      prompt,
      verify: isVerified,
      moderate: deps.config.OPENAI_MODERATION_MODEL === undefined ? undefined : moderate,
    })
    return { judgements, calls }
  }
}

/** Stock first, then what tells how it came to be: a log whose questions are missing would teach the wrong thing. */
async function store(
  deps: GenerationDeps,
  job: JobDocument,
  runs: readonly Run[],
): Promise<GeneratedQuestionDocument[]> {
  const now = deps.clock()
  const made = runs.flatMap(({ generated, logId }) =>
    generated.accepted.map((question, place) =>
      toGeneratedQuestion(job, question, place, { promptVersion: generated.promptVersion, logId, generatedAt: now }),
    ),
  )
  const fresh = await withoutRepeats(deps, job, made)
  const stored = fresh.length > 0 ? await storeQuestions(deps, job, fresh) : []
  const ids = new Set(stored.map(({ _id }) => _id.toHexString()))
  const logs = runs.map((run) => toLog(deps, job, run, ids))
  await insertEach(deps.collections.generationLogs, logs)
  return stored
}

/** The jobs of a quiz run side by side, and so may come to the same question. */
async function withoutRepeats(
  { collections }: GenerationDeps,
  { topicId, userId, audience }: JobDocument,
  made: readonly GeneratedQuestionDocument[],
): Promise<GeneratedQuestionDocument[]> {
  const others = await persistently(() =>
    collections.generatedQuestions
      .find({ topicId, audience, forUser: userId }, { projection: { _id: 0, fingerprint: 1, signature: 1 } })
      .sort({ generatedAt: -1 })
      .limit(300)
      .toArray(),
  )
  const kept: GeneratedQuestionDocument[] = []
  for (const question of made) {
    const isRepeat = [...others, ...kept].some(
      ({ fingerprint, signature }) =>
        fingerprint === question.fingerprint || similarity(signature, question.signature) >= duplicateSimilarity,
    )
    if (!isRepeat) kept.push(question)
  }
  return kept
}

const dayMs = 24 * 60 * 60 * 1_000

function toLog(
  { clock, config }: GenerationDeps,
  job: JobDocument,
  { share, generated, logId }: Run,
  stored: ReadonlySet<string>,
): GenerationLogDocument {
  const { accepted, candidates, retryAfterSeconds: _, ...log } = generated
  const itemOf = (question: CandidateQuestion | null) => {
    const place = question === null ? -1 : accepted.indexOf(question)
    const origin = { promptVersion: generated.promptVersion, logId, generatedAt: clock() }
    const id = question !== null && place >= 0 ? toGeneratedQuestion(job, question, place, origin)._id : null
    return id && stored.has(id.toHexString()) ? id : null
  }
  const judged = candidates.map((candidate) => ({ ...candidate, itemId: itemOf(candidate.question) }))
  const timestamp = clock()
  return {
    ...log,
    _id: logId,
    jobId: job._id,
    topicId: job.topicId,
    sessionId: job.sessionId,
    userId: job.userId,
    level: job.level,
    type: share.type,
    requested: share.count,
    candidates: judged,
    questionsGenerated: judged.filter(({ itemId }) => itemId !== null).length,
    timestamp,
    expiresAt: new Date(timestamp.getTime() + config.GENERATION_LOG_DAYS * dayMs),
  }
}

function problemsOf({ share, generated }: Run): string[] {
  const missing = share.count - generated.accepted.length
  if (missing <= 0) return []
  const told = generated.candidates.flatMap(({ problems }) => problems.map(({ message }) => message))
  const reasons = told.length > 0 ? [...new Set(told)].slice(0, 5).join('; ') : generated.outcome
  return [`${missing} of ${share.count} ${share.type} questions are missing: ${reasons}`]
}
