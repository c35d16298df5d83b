/**
 * Teaches the configured model with what a night has exported, and hands the result to the experiments. Works after the
 * night, one step a day: what is under way at the provider is looked after first, then a new job may begin. Every step is
 * kept before the next, so that a worker that dies is taken up where it was.
 */
import type { S3Client } from '@aws-sdk/client-s3'
import type { ModelDocument } from '../../contract/analytics-documents.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Collections } from '../../platform/collections.ts'
import type { Model } from '../../platform/openai.ts'
import { dayMs } from '../utc-day.ts'
import { compareModel } from './compare-model.ts'
import { findJob, followJob, type Progress, startJob, uploadFile } from './provider.ts'

export type FineTuningDeps = { collections: Collections; clock: Clock; s3: S3Client; bucket: string; model: Model }

/** A model is taught again when there is something new, and a week after the last time: it costs money. */
const daysBetween = 7

const training = 'sft.train.jsonl'
const validation = 'sft.valid.jsonl'

/** @throws what the stores throw; what the provider does is kept with the model */
export async function fineTune(deps: FineTuningDeps, date: string): Promise<void> {
  const { models } = deps.collections
  const open = await models
    .find({ status: { $in: ['preparing', 'running'] } })
    .sort({ createdAt: 1 })
    .toArray()
  for (const model of open) await advance(deps, model)
  if (open.length > 0) return
  const begun = await begin(deps, date)
  if (begun) await advance(deps, begun)
}

/** null: there is nothing to learn from, or nothing new, or it is too soon. */
async function begin({ collections, clock, model }: FineTuningDeps, date: string): Promise<ModelDocument | null> {
  const file = await collections.exports.findOne({ date, name: training })
  if (!file || file.problems.length > 0) return null
  const now = clock()
  const recent = { createdAt: { $gt: new Date(now.getTime() - daysBetween * dayMs) } }
  const isKnown = (await collections.models.countDocuments({ $or: [{ _id: file.sha256 }, recent] })) > 0
  if (isKnown) return null
  const begun: ModelDocument = {
    ...{ _id: file.sha256, date, baseModel: model.settings.model, status: 'preparing' },
    ...{ trainingFile: null, validationFile: null, job: null, model: null, promptVersions: [], error: null },
    ...{ createdAt: now, updatedAt: now },
  }
  await collections.models.updateOne({ _id: begun._id }, { $setOnInsert: begun }, { upsert: true })
  return begun
}

/** As far as it goes today. */
async function advance(deps: FineTuningDeps, begun: ModelDocument): Promise<void> {
  const keep = async (document: ModelDocument, progress: Progress): Promise<ModelDocument> => {
    const next = { ...document, ...progress, updatedAt: deps.clock() }
    const { _id, ...fields } = next
    await deps.collections.models.updateOne({ _id }, { $set: fields })
    return next
  }
  let document: ModelDocument = { ...begun, error: null }
  if (document.trainingFile === null) document = await keep(document, await uploadTraining(deps, document))
  if (document.status === 'preparing' && document.trainingFile !== null && document.validationFile === null) {
    document = await keep(document, await uploadValidation(deps, document))
  }
  if (document.status === 'preparing' && document.trainingFile !== null && document.job === null && !document.error) {
    document = await keep(document, (await findJob(deps, document)) ?? (await startJob(deps, document)))
  }
  if (document.status === 'running') document = await keep(document, await followJob(deps, document))
  if (document.status === 'succeeded' && document.model !== null) {
    await keep(document, { promptVersions: await compareModel(deps, document.model, document.date) })
  }
}

const uploadTraining = async (deps: FineTuningDeps, { date }: ModelDocument): Promise<Progress> => {
  const uploaded = await uploadFile(deps, date, training)
  return 'file' in uploaded ? { trainingFile: uploaded.file, error: null } : uploaded
}

/** A file that is not fit is left out: a job does without. */
async function uploadValidation(deps: FineTuningDeps, { date }: ModelDocument): Promise<Progress> {
  const file = await deps.collections.exports.findOne({ date, name: validation })
  if (!file || file.problems.length > 0) return {}
  const uploaded = await uploadFile(deps, date, validation)
  return 'file' in uploaded ? { validationFile: uploaded.file, error: null } : uploaded
}
