/** Accepted candidates become stock: ids from job, type and place, so that a job done twice has each question once. */
import type { JobDocument } from '../contract/documents.ts'
import type { CandidateQuestion } from '../contract/generation.ts'
import type { GeneratedQuestionDocument } from '../contract/generation-documents.ts'
import { nominalParameters } from '../contract/item-parameters.ts'
import { derivedId } from '../platform/ids.ts'
import { insertEach, persistently } from '../platform/mongo.ts'
import type { GenerationDeps } from './deps.ts'
import { fingerprintOf, signatureOf } from './near-duplicates.ts'

type Origin = Pick<GeneratedQuestionDocument, 'promptVersion' | 'logId' | 'generatedAt'>

const itemIdOf = (job: Pick<JobDocument, '_id'>, type: string, place: number) =>
  derivedId('generated', job._id, type, String(place))

/** @param place among the accepted questions of its type in this job, from 0 */
export function toGeneratedQuestion(
  job: JobDocument,
  candidate: CandidateQuestion,
  place: number,
  origin: Origin,
): GeneratedQuestionDocument {
  return {
    _id: itemIdOf(job, candidate.type, place),
    topicId: job.topicId,
    jobId: job._id,
    audience: job.audience,
    forUser: job.userId,
    sessionId: job.sessionId,
    status: 'ready',
    level: job.level,
    ...nominalParameters({
      level: job.level,
      optionCount: candidate.type === 'multiple-choice' ? candidate.options.length : null,
    }),
    fingerprint: fingerprintOf(candidate.text),
    signature: signatureOf(candidate.text),
    ...origin,
    ...contentOf(candidate),
  }
}

function contentOf({ level: _level, ...candidate }: CandidateQuestion) {
  switch (candidate.type) {
    case 'multiple-choice':
      return candidate
    case 'text':
      return { ...candidate, options: null }
    case 'coding':
      return { ...candidate, correctAnswer: candidate.reference, options: null }
  }
}

/** What is stored for this job; of two workers on one job, the one that came first to each place. */
export async function storeQuestions(
  { collections }: GenerationDeps,
  job: JobDocument,
  questions: readonly GeneratedQuestionDocument[],
): Promise<GeneratedQuestionDocument[]> {
  await insertEach(collections.generatedQuestions, questions)
  return readQuestions({ collections }, job)
}

export const readQuestions = (
  { collections }: Pick<GenerationDeps, 'collections'>,
  { _id }: Pick<JobDocument, '_id'>,
): Promise<GeneratedQuestionDocument[]> =>
  persistently(() => collections.generatedQuestions.find({ jobId: _id }).sort({ _id: 1 }).toArray())
