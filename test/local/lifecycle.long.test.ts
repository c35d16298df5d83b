/** What a data folder keeps over every way for a platform to end. Timings are printed, never asserted. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type PlatformProcess, startPlatformProcess } from '../support/platform-process.ts'

/** Nothing that names servers: each platform starts its own. */
const env = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  }),
)

test('a platform goes on where it was after a clean stop and after kill -9', { timeout: 300_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'lifecycle-'))
  onTestFinished(() => rmSync(data, { recursive: true, maxRetries: 10, retryDelay: 500 }))

  const first = await start('first start', data)
  expect(first.printed.join('\n')).toContain('running cdk bootstrap and cdk deploy')
  const token = await tokenFrom(first)
  const me = await getMe(first, token)
  expect(me.status).toBe(200)
  const { userId } = (await me.json()) as { userId: string }
  await writeMark(first, 'before the clean stop')
  expect(await first.stop()).toBe(0)
  expect(serversOn(data)).toEqual([])

  const second = await start('after a clean stop', data)
  expect(second.printed.join('\n')).toContain('deployment: unchanged')
  expect(await readMarks(second)).toEqual(['before the clean stop'])
  expect(await (await getMe(second, token)).json()).toMatchObject({ userId })
  await writeMark(second, 'before the kill')
  second.child.kill('SIGKILL')
  await once(second.child, 'exit')

  const third = await start('after kill -9', data)
  expect(await readMarks(third)).toEqual(['before the clean stop', 'before the kill'])
  expect(await (await getMe(third, token)).json()).toMatchObject({ userId })

  // The machine's power goes.
  for (const pid of serversOn(data)) process.kill(pid, 'SIGKILL')
  third.child.kill('SIGKILL')
  await once(third.child, 'exit')

  const fourth = await start('after kill -9 of everything', data)
  expect(await readMarks(fourth)).toEqual(['before the clean stop', 'before the kill'])
  expect(await (await getMe(fourth, token)).json()).toMatchObject({ userId })
  expect(await fourth.stop()).toBe(0)
  await vi.waitFor(() => expect(serversOn(data)).toEqual([]), 10_000)
})

test('each server that dies alone comes back with what it held', { timeout: 120_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'lifecycle-'))
  onTestFinished(() => rmSync(data, { recursive: true, maxRetries: 10, retryDelay: 500 }))
  const platform = await start('first start', data)
  const token = await tokenFrom(platform)
  const { userId } = (await (await getMe(platform, token)).json()) as { userId: string }
  for (const server of ['aws', 'mongodb', 'redis']) {
    for (const pid of serversOn(join(data, server))) process.kill(pid, 'SIGKILL')
    await vi.waitFor(
      async () => {
        const me = await getMe(platform, token)
        expect(me.status, server).toBe(200)
        expect(await me.json()).toMatchObject({ userId })
      },
      { timeout: 20_000, interval: 100 },
    )
  }
  expect(await platform.stop()).toBe(0)
})

test('--memory leaves nothing behind, stopped or killed', { timeout: 120_000 }, async () => {
  const folders = () => readdirSync(tmpdir()).filter((name) => /^adaptive-quiz-\w{6}$/.test(name))
  const before = new Set(folders())
  const ownFolders = () => folders().filter((name) => !before.has(name))

  const stopped = await startPlatformProcess(['--memory', '--port', '0'], { env })
  expect(ownFolders()).not.toEqual([])
  expect(await stopped.stop()).toBe(0)
  await vi.waitFor(() => expect(ownFolders()).toEqual([]), 10_000)

  const killed = await startPlatformProcess(['--memory', '--port', '0'], { env })
  killed.child.kill('SIGKILL')
  await vi.waitFor(() => expect(ownFolders()).toEqual([]), 20_000)
})

test('a start that is told to stop half-way leaves nothing running', { timeout: 60_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'lifecycle-'))
  onTestFinished(() => rmSync(data, { recursive: true, maxRetries: 10, retryDelay: 500 }))
  const starting = startPlatformProcess(['--port', '0', '--data', data], {
    env,
    onLine: (line, child) => {
      if (line.startsWith('deployment:')) child.kill('SIGTERM')
    },
  })
  await expect(starting).rejects.toThrow('the platform ended (0)')
  expect(serversOn(data)).toEqual([])
})

async function start(what: string, data: string): Promise<PlatformProcess> {
  const began = performance.now()
  const platform = await startPlatformProcess(['--port', '0', '--data', data], { env })
  console.log(`${what}: ready after ${((performance.now() - began) / 1000).toFixed(1)} s`)
  onTestFinished(() => void platform.child.kill('SIGKILL'))
  return platform
}

async function tokenFrom({ url }: PlatformProcess): Promise<string> {
  const body = JSON.stringify({ email: 'ada@school.example' })
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(`${url}/local/token`, { method: 'POST', headers, body })
  return ((await reply.json()) as { idToken: string }).idToken
}

const getMe = ({ url }: PlatformProcess, token: string) =>
  fetch(`${url}/api/user/me`, { headers: { authorization: `Bearer ${token}` } })

const writeMark = (platform: PlatformProcess, mark: string) =>
  withMarks(platform, (marks) => marks.insertOne({ mark, at: new Date() }, { writeConcern: { w: 'majority' } }))

const readMarks = (platform: PlatformProcess): Promise<unknown[]> =>
  withMarks(platform, async (marks) => (await marks.find().sort({ at: 1 }).toArray()).map(({ mark }) => mark))

type Marks = ReturnType<ReturnType<MongoClient['db']>['collection']>

async function withMarks<T>({ url }: PlatformProcess, use: (marks: Marks) => Promise<T>): Promise<T> {
  const { mongodbUri } = (await (await fetch(`${url}/local`)).json()) as { mongodbUri: string }
  const client = await MongoClient.connect(mongodbUri)
  try {
    return await use(client.db().collection('lifecycleMarks'))
  } finally {
    await client.close()
  }
}

/** Ids of the running processes whose command line names the folder, platforms excepted. */
function serversOn(data: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  return lines
    .filter((line) => line.includes(data) && !line.includes('local/start.ts'))
    .map((line) => Number.parseInt(line, 10))
}
