import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import { MongoClient } from 'mongodb'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ServersOptions } from '../../../local/servers/context.ts'
import { pickPort } from '../../../local/servers/pick-port.ts'
import { startServers } from '../../../local/servers/start-servers.ts'
import { findServer, type IsolatedMachine, isolateMachine, untilTrue } from './isolated-machine.ts'
import { startPlatform } from './start-platform.ts'

async function start(machine: IsolatedMachine, options: Partial<ServersOptions> = {}) {
  const { env, folder, say } = machine
  const servers = await startServers({
    dataDirectory: join(folder, 'data'),
    memory: false,
    aws: false,
    env,
    say,
    ...options,
  })
  onTestFinished(servers.stop)
  return servers
}

async function withCollection<T>(uri: string, use: (notes: ReturnType<typeof collectionOf>) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 1000 })
  try {
    return await use(collectionOf(client))
  } finally {
    await client.close()
  }
}
const collectionOf = (client: MongoClient) => client.db('test').collection<{ _id: string }>('notes')
const addNote = (uri: string, _id: string) => withCollection(uri, (notes) => notes.insertOne({ _id }))
const notesOf = (uri: string) =>
  withCollection(uri, async (notes) => (await notes.find().toArray()).map(({ _id }) => _id).sort())

async function redisCommand({ redis }: Awaited<ReturnType<typeof start>>, ...command: string[]) {
  const headers = { authorization: `Bearer ${redis.restToken}` }
  const response = await fetch(redis.restUrl, { method: 'POST', headers, body: JSON.stringify(command) })
  return (await response.json()) as { result?: unknown; error?: string }
}

test('each server is named with the version that it reports itself', async () => {
  const servers = await start(await isolateMachine(), { aws: { environment: {} } })
  expect(servers.mongodb).toMatchObject({
    name: expect.stringMatching(/^secantusd-(rs|py)$/),
    version: expect.stringMatching(/^(0\.5\.3-beta\.196|0\.7\.0b3)$/),
    uri: `mongodb://127.0.0.1:${servers.ports.mongodb}/`,
  })
  expect(servers.redis).toMatchObject({ name: 'Valkey', version: '9.1.2' })
  expect(servers.aws).toEqual({
    save: expect.any(Function),
    name: 'MiniStack',
    version: '1.5.33',
    endpoint: `http://127.0.0.1:${servers.ports.aws}`,
  })
})

test('a clean stop leaves no process, and a start on the same ports finds everything again', async () => {
  const machine = await isolateMachine()
  const sqs = (endpoint: string | undefined) =>
    new SQSClient({
      endpoint: endpoint ?? '',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    })
  const first = await start(machine, { aws: { environment: {} } })
  await addNote(first.mongodb.uri, 'kept')
  await redisCommand(first, 'SET', 'kept', 'yes')
  const made = await sqs(first.aws?.endpoint).send(new CreateQueueCommand({ QueueName: 'kept' }))
  expect(await machine.serverIds()).toHaveLength(3)
  await first.stop()
  expect(await machine.serverIds()).toEqual([])

  const second = await start(machine, { ports: first.ports, aws: { environment: {} } })
  expect(second.ports).toEqual(first.ports)
  expect(await notesOf(second.mongodb.uri)).toEqual(['kept'])
  expect(await redisCommand(second, 'GET', 'kept')).toEqual({ result: 'yes' })
  const found = await sqs(second.aws?.endpoint).send(new GetQueueUrlCommand({ QueueName: 'kept' }))
  expect(found.QueueUrl).toBe(made.QueueUrl)
})

test('a server that is killed comes back on the same port with all that it had acknowledged', async () => {
  const machine = await isolateMachine()
  const servers = await start(machine)
  await addNote(servers.mongodb.uri, 'acknowledged')
  await redisCommand(servers, 'SET', 'acknowledged', 'yes')
  const before = [await findServer(machine, '--storage-path'), await findServer(machine, '--unixsocket')]
  for (const id of before) process.kill(id, 'SIGKILL')

  await untilTrue(async () => (await notesOf(servers.mongodb.uri)).includes('acknowledged'))
  await untilTrue(async () => (await redisCommand(servers, 'PING')).result === 'PONG')
  expect(await redisCommand(servers, 'GET', 'acknowledged')).toEqual({ result: 'yes' })
  const after = [await findServer(machine, '--storage-path'), await findServer(machine, '--unixsocket')]
  expect(after.some((id) => before.includes(id))).toBe(false)
  expect(machine.said.filter((line) => line.includes('starting it again'))).toHaveLength(2)
})

test('a port that somebody else has taken is replaced by another', async () => {
  const machine = await isolateMachine()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const address = other.address()
  const taken = address !== null && typeof address === 'object' ? address.port : 0
  const { ports } = await start(machine, { ports: { mongodb: taken, redisRest: taken } })
  expect(ports.mongodb).not.toBe(taken)
  expect(ports.redisRest).not.toBe(taken)
})

test('a data folder with a path that is too long for a socket will do', async () => {
  const machine = await isolateMachine()
  const servers = await start(machine, { dataDirectory: join(machine.folder, 'long'.repeat(30)), memory: true })
  expect(await redisCommand(servers, 'PING')).toEqual({ result: 'PONG' })
})

test('a folder that another MongoDB holds is waited for', async () => {
  const machine = await isolateMachine()
  const first = await start(machine)
  await addNote(first.mongodb.uri, 'first')
  const second = start(machine)
  await untilTrue(async () => machine.said.some((line) => line.includes('still holds')))
  await first.stop()
  expect(await notesOf((await second).mongodb.uri)).toEqual(['first'])
})

describe('servers that the environment names', () => {
  test('are used and left running', async () => {
    const machine = await isolateMachine()
    const own = await start(machine, { aws: { environment: {} } })
    const { redis, mongodb, aws } = own
    const env = {
      ...machine.env,
      MONGODB_URI: mongodb.uri,
      UPSTASH_REDIS_REST_URL: redis.restUrl,
      UPSTASH_REDIS_REST_TOKEN: redis.restToken,
      AWS_ENDPOINT_URL: aws?.endpoint,
    }
    const servers = await start(machine, { env, aws: { environment: {} } })
    expect(servers).toMatchObject({
      mongodb,
      redis,
      aws: { ...aws, save: expect.any(Function) },
      ports: { mongodb: 0, redisRest: 0, aws: 0 },
    })
    await servers.stop()
    expect(await machine.serverIds()).toHaveLength(3)
  })
  test('are served over REST when it is a REDIS_URL', async () => {
    const machine = await isolateMachine()
    const own = await start(machine, { memory: true })
    const port = await pickPort()
    await redisCommand(own, 'CONFIG', 'SET', 'bind', '127.0.0.1', 'port', String(port))
    await redisCommand(own, 'SET', 'shared', 'yes')
    const env = { ...machine.env, MONGODB_URI: own.mongodb.uri, REDIS_URL: `redis://127.0.0.1:${port}` }
    const servers = await start(machine, { env })
    expect(await redisCommand(servers, 'GET', 'shared')).toEqual({ result: 'yes' })
    expect(await machine.serverIds()).toHaveLength(2)
  })
  test('may not be an AWS beyond this machine, and then nothing is left running', async () => {
    const machine = await isolateMachine()
    const env = { ...machine.env, AWS_ENDPOINT_URL: 'https://sqs.eu-west-1.amazonaws.com' }
    await expect(start(machine, { env, aws: { environment: {} } })).rejects.toThrow('must name this machine')
    expect(await machine.serverIds()).toEqual([])
  })
})

describe('when the platform is killed', () => {
  test.runIf(process.platform === 'linux')('its servers end with it, and its temporary folder goes', async () => {
    const machine = await isolateMachine()
    const platform = await startPlatform('memory', machine)
    expect(existsSync(platform.folder)).toBe(true)
    const servers = await machine.serverIds()
    expect(servers).toHaveLength(3)
    await platform.kill()
    await untilTrue(async () => (await machine.serverIds()).length === 0)
    await untilTrue(async () => !existsSync(platform.folder))
  })

  test('servers that it left behind are ended by the next start, which finds their data', async () => {
    const machine = await isolateMachine()
    const platform = await startPlatform('abandon', machine)
    await addNote(platform.mongodbUri, 'left behind')
    await platform.kill()
    const [abandoned] = await machine.serverIds()
    expect(abandoned).toBeDefined()
    const servers = await start(machine, { dataDirectory: platform.folder })
    expect(await machine.serverIds()).not.toContain(abandoned)
    expect(machine.said.join()).toContain('left behind')
    expect(await notesOf(servers.mongodb.uri)).toEqual(['left behind'])
  })
})
