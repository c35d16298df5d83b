/** A model that is taught after nights, against a provider at the other end of a real wire. */
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fineTune } from '../../lib/analytics/models/fine-tune.ts'
import { nightCompletedType } from '../../lib/contract/events.ts'
import { forgetPrompts, openNextExperiment } from '../../lib/generation/prompt-registry.ts'
import { seedPromptVersions } from '../../lib/generation/seed-prompt-versions.ts'
import { config } from '../../lib/platform/config.ts'
import { connectModel } from '../../lib/platform/openai.ts'
import { testBucket } from '../support/exports.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { testPlatform } from '../support/platform.ts'

/** A model there is, where nothing listens, before anything reads the configuration. */
vi.hoisted(() => {
  process.env.OPENAI_BASE_URL = 'http://127.0.0.1:9/v1'
})

const platform = testPlatform()
const { s3, bucket } = testBucket()
const { models, exports, prompts, experiments } = platform.collections
let server: ModelServer
let now = new Date('2026-01-06T03:20:00Z')

beforeAll(async () => {
  server = await startModelServer()
})
afterAll(() => server.stop())

const settings = { apiKey: 'sk-not-to-be-told', model: 'base-1', prices: null }
const deps = () => ({
  collections: platform.collections,
  clock: () => now,
  ...{ s3, bucket, model: connectModel({ ...settings, baseUrl: server.url }) },
})

async function exported(date: string, name: string, text: string, problems: string[] = []) {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${date}/${name}`, Body: text }))
  const about = { rows: 12, bytes: text.length, sha256: `sha-${text}`, problems, details: {} }
  await exports.replaceOne({ _id: `${date}/${name}` }, { date, name, ...about }, { upsert: true })
}

const only = async () => {
  const all = await models.find().toArray()
  expect(all).toHaveLength(1)
  return all[0]!
}

beforeEach(async () => {
  for (const each of [models, exports, prompts, experiments])
    await platform.db.collection(each.collectionName).deleteMany({})
  forgetPrompts()
  now = new Date('2026-01-06T03:20:00Z')
  server.fineTuning.mode = 'on'
  server.fineTuning.files.length = 0
  server.fineTuning.jobs.length = 0
  await seedPromptVersions(deps())
  await exported('2026-01-05', 'sft.train.jsonl', '{"messages":"train"}')
  await exported('2026-01-05', 'sft.valid.jsonl', '{"messages":"valid"}')
})

describe('teaching a model', () => {
  it('uploads both files, starts one job, follows it, and makes the result a draft of every prompt', async () => {
    await fineTune(deps(), '2026-01-05')
    expect(server.fineTuning.files.map((body) => /"messages":"(\w+)"/.exec(body)?.[1])).toEqual(['train', 'valid'])
    expect(server.fineTuning.jobs).toMatchObject([
      { model: 'base-1', training_file: 'file-1', validation_file: 'file-2' },
    ])
    expect(await only()).toMatchObject({ status: 'running', job: 'ftjob-1', error: null, promptVersions: [] })
    await fineTune(deps(), '2026-01-06')
    expect(server.fineTuning.jobs).toHaveLength(1)
    Object.assign(server.fineTuning.jobs[0]!, { status: 'succeeded', fine_tuned_model: 'ft:base-1:school' })
    await fineTune(deps(), '2026-01-07')
    expect(await only()).toMatchObject({ status: 'succeeded', model: 'ft:base-1:school' })
    const drafts = await prompts.find({ model: 'ft:base-1:school' }).toArray()
    expect(drafts.map(({ name, status, origin }) => [name, status, origin]).sort()).toEqual([
      ['coding', 'draft', 'night'],
      ['multiple-choice', 'draft', 'night'],
      ['text', 'draft', 'night'],
    ])
    expect(await openNextExperiment(deps(), 'text', { draftsToo: true })).toMatchObject({ control: 1, treatment: 2 })
  })

  it('does not begin again with the same examples, nor within a week', async () => {
    await fineTune(deps(), '2026-01-05')
    Object.assign(server.fineTuning.jobs[0]!, { status: 'failed', error: { message: 'bad file' } })
    await fineTune(deps(), '2026-01-05')
    expect(await only()).toMatchObject({ status: 'failed', error: 'failed: bad file' })
    await exported('2026-01-06', 'sft.train.jsonl', 'other')
    now = new Date('2026-01-08T03:20:00Z')
    await fineTune(deps(), '2026-01-06')
    expect(server.fineTuning.jobs).toHaveLength(1)
    now = new Date('2026-01-20T03:20:00Z')
    await fineTune(deps(), '2026-01-05')
    expect(server.fineTuning.jobs).toHaveLength(1)
    await fineTune(deps(), '2026-01-06')
    expect(server.fineTuning.jobs).toHaveLength(2)
  })

  it('leaves alone what is not fit to teach with', async () => {
    await exported('2026-01-05', 'sft.train.jsonl', 'few', ['too few examples: 3'])
    await fineTune(deps(), '2026-01-05')
    expect(await models.countDocuments()).toBe(0)
    await exported('2026-01-05', 'sft.train.jsonl', 'enough')
    await exported('2026-01-05', 'sft.valid.jsonl', 'few', ['too few examples: 3'])
    await fineTune(deps(), '2026-01-05')
    expect(server.fineTuning.jobs).toMatchObject([{ validation_file: null }])
  })

  it('is recorded as unsupported by a server that has nothing of the kind, and not tried again', async () => {
    server.fineTuning.mode = 'off'
    await fineTune(deps(), '2026-01-05')
    expect(await only()).toMatchObject({ status: 'unsupported' })
    server.fineTuning.mode = 'on'
    await fineTune(deps(), '2026-01-05')
    expect(server.fineTuning.files).toEqual([])
  })

  it.each([500, 429])('waits for the next night when the provider answers %i', async (status) => {
    server.fineTuning.mode = status
    await fineTune(deps(), '2026-01-05')
    const waiting = await only()
    expect(waiting).toMatchObject({ status: 'preparing', trainingFile: null })
    expect(waiting.error).not.toBeNull()
    server.fineTuning.mode = 'on'
    await fineTune(deps(), '2026-01-06')
    expect(await only()).toMatchObject({ status: 'running', error: null })
  })

  it('fails for good where the key is refused, and tells no key', async () => {
    server.fineTuning.mode = 401
    await fineTune(deps(), '2026-01-05')
    expect(await only()).toMatchObject({ status: 'failed' })
    expect(JSON.stringify(await only())).not.toContain(settings.apiKey)
  })

  it('finds the job again of a worker that died before it could keep its id', async () => {
    await fineTune(deps(), '2026-01-05')
    await models.updateOne({}, { $set: { status: 'preparing', job: null } })
    await fineTune(deps(), '2026-01-05')
    expect(server.fineTuning.jobs).toHaveLength(1)
    expect(await only()).toMatchObject({ status: 'running', job: 'ftjob-1' })
  })
})

describe('the worker', () => {
  const event = {
    source: 'adaptive-quiz',
    'detail-type': nightCompletedType,
    detail: { date: '2026-01-05', complete: true },
  }
  const attributes = { ApproximateReceiveCount: '1' }
  const records = { Records: [{ messageId: 'm', body: JSON.stringify(event), attributes }] } as never

  it('does nothing unless it is switched on', async () => {
    const { handler } = await import('../../functions/queue/fine-tune.ts')
    expect(await handler(records)).toEqual({ batchItemFailures: [] })
    expect(await models.countDocuments()).toBe(0)
    config().FINE_TUNING = 'on'
    expect(await handler(records)).toEqual({ batchItemFailures: [] })
    expect(await only()).toMatchObject({ status: 'preparing', trainingFile: null })
  })
})
