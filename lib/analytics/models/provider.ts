/**
 * The provider's side of fine-tuning: https://platform.openai.com/docs/api-reference/fine-tuning. Answers what is to be kept
 * with the model; never throws for what the provider does.
 */
import { GetObjectCommand } from '@aws-sdk/client-s3'
import type OpenAI from 'openai'
import type { ModelDocument } from '../../contract/analytics-documents.ts'
import type { Model } from '../../platform/openai.ts'
import { withoutSecrets } from '../../platform/without-secrets.ts'
import { keyOf } from '../exports/export-file.ts'
import type { FineTuningDeps } from './fine-tune.ts'

export type Progress = Partial<Omit<ModelDocument, '_id'>>

const patienceMs = 120_000
const options = () => ({ signal: AbortSignal.timeout(patienceMs) })

export async function uploadFile(
  { s3, bucket, model }: FineTuningDeps,
  date: string,
  name: string,
): Promise<{ file: string } | Progress> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(date, name) }))
  const text = (await Body?.transformToString()) ?? ''
  return attempt(model, async ({ files }) => {
    const file = new File([text], name, { type: 'application/jsonl' })
    const { id } = await files.create({ file, purpose: 'fine-tune' }, options())
    return { file: idOf(id) }
  })
}

/** A job that was started by a worker which died before it could keep its id. */
export async function findJob({ model }: FineTuningDeps, { trainingFile }: ModelDocument): Promise<Progress | null> {
  const found = await attempt(model, async ({ fineTuning }): Promise<Progress> => {
    const { data } = await fineTuning.jobs.list({ limit: 50 }, options())
    const job = data.find((each) => each.training_file === trainingFile)
    return job ? { status: 'running', job: job.id } : {}
  })
  // Whoever keeps no list may still take jobs.
  if (found.status === 'unsupported') return null
  return found.job || found.error ? found : null
}

export const startJob = ({ model }: FineTuningDeps, document: ModelDocument): Promise<Progress> =>
  attempt(model, async ({ fineTuning }) => {
    const { baseModel, trainingFile, validationFile } = document
    const { id } = await fineTuning.jobs.create(
      {
        model: baseModel,
        training_file: trainingFile ?? '',
        ...(validationFile !== null && { validation_file: validationFile }),
      },
      options(),
    )
    return { status: 'running' as const, job: idOf(id), error: null }
  })

export const followJob = ({ model }: FineTuningDeps, { job }: ModelDocument): Promise<Progress> =>
  attempt(model, async ({ fineTuning }): Promise<Progress> => {
    const { status, fine_tuned_model, error } = await fineTuning.jobs.retrieve(job ?? '', options())
    if (status === 'succeeded') return { status: 'succeeded', model: idOf(fine_tuned_model), error: null }
    if (status !== 'failed' && status !== 'cancelled') return { error: null }
    return {
      status: 'failed',
      error: withoutSecrets(`${status}: ${error?.message ?? 'no reason was given'}`, model.settings.apiKey),
    }
  })

const idOf = (id: unknown): string => {
  if (typeof id === 'string' && id !== '') return id
  throw new NotItsApi('the reply has no id')
}

class NotItsApi extends Error {}

/** Statuses with which a server says that it knows nothing of all this. */
const unsupported = new Set([404, 405, 410, 501])
/** Those that may be another tomorrow: then the same step is tried again. */
const isPassing = (status: number | undefined) =>
  status === undefined || status === 408 || status === 429 || status >= 500

async function attempt<T extends object>(
  { client, settings }: Model,
  step: (client: OpenAI) => Promise<T>,
): Promise<T | Progress> {
  try {
    return await step(client)
  } catch (error) {
    const status = statusOf(error)
    const words = withoutSecrets(error instanceof Error ? error.message : String(error), settings.apiKey)
    if (
      error instanceof NotItsApi ||
      error instanceof SyntaxError ||
      (status !== undefined && unsupported.has(status))
    ) {
      return { status: 'unsupported', error: words }
    }
    return isPassing(status) ? { error: words } : { status: 'failed', error: words }
  }
}

/** As the client's errors carry it; they are not imported, to keep the client out of whoever only looks. */
function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' ? status : undefined
}
