import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { topicIdOf } from '../../lib/content/seed-bank.ts'
import { collections } from '../../lib/platform/collections.ts'
import { aTopic } from '../people/documents.ts'
import { temporaryDatabase } from '../support/temporary-database.ts'

const db = temporaryDatabase()
const { topics, bankItems } = collections(db)

type Outcome = { code: number | string; stdout: string; stderr: string }

const bank = (words: string[], env: Record<string, string> = { MONGODB_URI: inject('mongodbUri') }) =>
  new Promise<Outcome>((resolve) => {
    const args = ['tools/bank.ts', ...words, '--database', db.databaseName]
    execFile(process.execPath, args, { env: { PATH: process.env.PATH, ...env } }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? 'killed') : 0, stdout, stderr })
    })
  })

let folder = ''
const inFolder = (name: string) => join(folder, name)
const topic = aTopic({ _id: topicIdOf('sets'), title: 'Sets' })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bank-'))
  await topics.insertOne(topic)
})
beforeEach(() => bankItems.deleteMany({}))
afterAll(() => rm(folder, { recursive: true }))

const aiken = 'How many subsets has a set of 3?\nA. 3\nB. 6\nC. 8\nANSWER: C\n'

describe('npm run bank', { timeout: 30_000 }, () => {
  it('imports a file into the topic of a slug, or of an id, by the file’s name; the second time nothing is new', async () => {
    await writeFile(inFolder('sets.aiken'), aiken)
    const words = ['import', inFolder('sets.aiken'), '--level', '2', '--topic']
    expect(await bank([...words, 'sets', '--dry-run'])).toEqual({
      code: 0,
      stdout: 'would be imported 1, updated 0, unchanged 0, left out 0\n',
      stderr: '',
    })
    expect(await bankItems.countDocuments()).toBe(0)
    expect((await bank([...words, 'sets'])).stdout).toBe('imported 1, updated 0, unchanged 0, left out 0\n')
    const again = await bank([...words, topic._id.toHexString()])
    expect(again.stdout).toBe('imported 0, updated 0, unchanged 1, left out 0\n')
    expect(await bankItems.findOne()).toMatchObject({ topicId: topic._id, level: 2, correctAnswer: '8' })
  })

  it('names each problem by file and line, and imports nothing', async () => {
    const file = inFolder('mixed.gift')
    await writeFile(file, '// [tag:level:1]\nGood? {=a ~b ~c}\n\nWrite! {}\n\nBad? {=a\n')
    const words = ['import', file, '--topic', 'sets']
    const { code, stdout, stderr } = await bank(words)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr.split('\n')).toEqual([
      `${file}:4: problem: question 2: is an essay`,
      expect.stringMatching(/mixed\.gift:6: problem: question 3: Expected/),
      'nothing was imported: 2 problems',
      '',
    ])
    expect(await bankItems.countDocuments()).toBe(0)
    await writeFile(file, '// [tag:level:1]\nGood? {=a ~b ~c}\n\nWrite! {}\n')
    expect(await bank([...words, '--skip-unsupported'])).toEqual({
      code: 0,
      stdout: 'imported 1, updated 0, unchanged 0, left out 1\n',
      stderr: `${file}:4: left out: question 2: is an essay\n`,
    })
  })

  it('exports what can be imported again, in every format', async () => {
    await writeFile(inFolder('sets.aiken'), aiken)
    await bank(['import', inFolder('sets.aiken'), '--topic', 'sets', '--level', '2'])
    const before = await bankItems.find().toArray()
    for (const format of ['json', 'gift', 'aiken']) {
      const { code, stdout, stderr } = await bank(['export', '--topic', 'sets', '--format', format])
      expect([code, stderr]).toEqual([0, ''])
      await writeFile(inFolder(`again.${format}`), stdout)
      const again = await bank(['import', inFolder(`again.${format}`), '--topic', 'sets', '--level', '2'])
      expect(again.stdout, again.stderr).toBe('imported 0, updated 0, unchanged 1, left out 0\n')
    }
    expect(await bankItems.find().toArray()).toEqual(before)
    const json = JSON.parse((await bank(['export', '--topic', 'sets'])).stdout)
    expect(json).toMatchObject({ slug: 'sets', topic: { title: 'Sets' }, questions: [{ correctAnswer: '8' }] })
  })

  it.each([
    [['import', 'a.gift'], /--topic is missing/],
    [['import', '--topic', 'sets'], /import one FILE/],
    [['erase', '--topic', 'sets'], /import one FILE/],
    [['import', 'a.txt', '--topic', 'sets'], /--format is json, gift or aiken, not txt/],
    [['import', 'a.gift', '--topic', 'sets', '--level', '7'], /--level is 1 to 5, not 7/],
    [['import', 'no-such-file.gift', '--topic', 'sets'], /no-such-file/],
    [['export', '--topic', 'bags'], /there is no topic bags/],
    [['export', '--topic', '65f0c0ffee65f0c0ffee65f0'], /there is no topic 65f0/],
    [['export', '--topic', 'sets', '--surprise'], /surprise/],
  ])('refuses %j with exit code 2, and says why', async (words, message) => {
    const { code, stdout, stderr } = await bank(words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/Usage: /)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('without MONGODB_URI means the local platform, and says when none runs', async () => {
    const { code, stderr } = await bank(['export', '--topic', 'sets', '--data', folder], {})
    expect([code, stderr]).toEqual([2, expect.stringMatching(/No local platform runs on/)])
  })
})
