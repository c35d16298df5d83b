/** An admin's request for questions: spread over the levels, fanned out, waited for, read. */
import type { ObjectId } from 'mongodb'
import { jobsFor, type LevelCount, sendJobs, spreadEvenly } from '../content/generation-jobs.ts'
import type { JobDocument, TopicDocument } from '../contract/documents.ts'
import type { GeneratedQuestionDocument } from '../contract/generation-documents.ts'
import type { DifficultySpread, GeneratedQuestionView, GenerationProgress } from '../contract/generation-requests.ts'
import { Refusal } from '../contract/problem.ts'
import { type DifficultyRange, levelsOf } from '../contract/topic.ts'
import type { Clock } from '../platform/clock.ts'
import type { Collections } from '../platform/collections.ts'
import type { Config } from '../platform/config.ts'
import { newId } from '../platform/ids.ts'
import { modelSettings } from '../platform/model-settings.ts'
import { insertEach } from '../platform/mongo.ts'

export type RequestDeps = {
  collections: Pick<Collections, 'jobs' | 'generatedQuestions'>
  clock: Clock
  config: Pick<Config, 'GENERATE_QUESTIONS_QUEUE_URL'>
}

/** Seconds: no model appears from one moment to the next. */
const unavailableRetryAfter = 300

/** @throws Refusal generation-unavailable when no model is configured */
export async function requireModel(): Promise<void> {
  if (await modelSettings()) return
  throw new Refusal('generation-unavailable', { headers: { 'retry-after': String(unavailableRetryAfter) } })
}

/** Gives the id by which the jobs of this request are found. */
export async function requestQuestions(
  deps: RequestDeps,
  { _id: topicId }: Pick<TopicDocument, '_id'>,
  { audience, levels }: { audience: 'topic' | 'review'; levels: readonly LevelCount[] },
): Promise<ObjectId> {
  const id = newId()
  const jobs = jobsFor(
    { parentId: id.toHexString(), audience, sessionId: null, userId: null, topicId, levels },
    deps.clock(),
  )
  await insertEach(deps.collections.jobs, jobs)
  await sendJobs(deps, jobs)
  return id
}

type Part = keyof DifficultySpread

const levelsOfPart: Record<Part, readonly number[]> = { easy: [1, 2], medium: [3], hard: [4, 5] }
const usualShares: DifficultySpread = { easy: 3, medium: 4, hard: 3 }

/**
 * Questions of each level. Without a spread, 3 : 4 : 3 as far as the range reaches.
 * @throws Refusal invalid-request when the spread asks for levels that the topic does not have
 */
export function levelsFor(range: DifficultyRange, total: number, spread?: DifficultySpread): LevelCount[] {
  const levels = levelsOf(range)
  const within = (part: Part) => levelsOfPart[part].filter((level) => levels.includes(level))
  const parts = (['easy', 'medium', 'hard'] as const).filter((part) => within(part).length > 0)
  for (const part of ['easy', 'medium', 'hard'] as const) {
    if (!spread || spread[part] === 0 || parts.includes(part)) continue
    const message = `this topic has no ${part} level: its levels are ${range.min} to ${range.max}`
    throw new Refusal('invalid-request', { issues: [{ path: `/difficultySpread/${part}`, message }] })
  }
  const counts = spread ?? proportioned(parts, total)
  return parts.flatMap((part) => dealOut(within(part), counts[part])).filter(({ count }) => count > 0)
}

/** By largest remainders (Hamilton's method); of equal ones, the earlier. */
function proportioned(parts: readonly Part[], total: number): DifficultySpread {
  const sum = parts.reduce((all, part) => all + usualShares[part], 0)
  const quotas = parts.map((part) => ({ part, quota: (total * usualShares[part]) / sum }))
  const left = total - quotas.reduce((all, { quota }) => all + Math.floor(quota), 0)
  const favoured = quotas
    .toSorted((one, other) => (other.quota % 1) - (one.quota % 1))
    .slice(0, left)
    .map(({ part }) => part)
  const counts = { easy: 0, medium: 0, hard: 0 }
  for (const { part, quota } of quotas) counts[part] = Math.floor(quota) + (favoured.includes(part) ? 1 : 0)
  return counts
}

/** One after the other, the lowest level first. */
const dealOut = (levels: readonly number[], total: number): LevelCount[] =>
  levels.map((level, place) => ({
    level,
    count: Math.floor(total / levels.length) + (place < total % levels.length ? 1 : 0),
  }))

/** @throws Refusal unknown-job */
export async function readProgress(
  { collections }: Pick<RequestDeps, 'collections'>,
  requestId: string,
): Promise<GenerationProgress> {
  const jobs = await collections.jobs.find({ parentId: requestId, audience: 'review' }).sort({ level: 1 }).toArray()
  if (jobs.length === 0) throw new Refusal('unknown-job')
  const made = await collections.generatedQuestions
    .find({ jobId: { $in: jobs.map(({ _id }) => _id) } })
    .sort({ level: 1, _id: 1 })
    .toArray()
  return {
    jobId: requestId,
    status: statusOf(jobs, made.length),
    questions: made.map(toGeneratedQuestionView),
    problems: jobs.flatMap(({ problems }) => problems),
  }
}

function statusOf(jobs: readonly JobDocument[], made: number): GenerationProgress['status'] {
  if (jobs.some(({ status }) => status === 'open' || status === 'deferred')) return 'running'
  return made > 0 ? 'done' : 'failed'
}

/** Questions that a new or changed topic gets: enough for students to be sent to it. */
const perTopic = 15

/** For anybody on the topic, where a model is configured; without one, the topic waits for its bank. */
export async function stockTopic(
  deps: RequestDeps,
  topic: Pick<TopicDocument, '_id' | 'difficultyRange'>,
): Promise<void> {
  if (!(await modelSettings())) return
  await requestQuestions(deps, topic, { audience: 'topic', levels: spreadEvenly(topic.difficultyRange, perTopic) })
}

const longestWaitMs = 25_000
const pollMs = 250

/** Waits up to 25 s for the last of the request's jobs. */
export async function awaitQuestions(deps: RequestDeps, requestId: string): Promise<GenerationProgress> {
  const deadline = deps.clock().getTime() + longestWaitMs
  for (;;) {
    const progress = await readProgress(deps, requestId)
    if (progress.status !== 'running' || deps.clock().getTime() >= deadline) return progress
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

const toGeneratedQuestionView = (question: GeneratedQuestionDocument): GeneratedQuestionView => ({
  id: question._id.toHexString(),
  text: question.text,
  options: question.options,
  correctAnswer: question.correctAnswer,
  ...(question.acceptedAnswers && { acceptedAnswers: question.acceptedAnswers }),
  ...(question.tolerance !== undefined && { tolerance: question.tolerance }),
  ...(question.solutionPattern && { solutionPattern: question.solutionPattern }),
  explanation: question.explanation,
  difficulty: question.level,
  type: question.type,
  promptVersion: question.promptVersion,
})
