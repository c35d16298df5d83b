/** One platform under fire: its process, its stores, and the proxies between them. Schedules take it one after another. */
import { type Db, MongoClient } from 'mongodb'
import {
  applyCollections,
  type Collections,
  collectionDefinitions,
  collections,
} from '../../lib/platform/collections.ts'
import { awsVariables } from '../../local/emulator.ts'
import { mongodbUri } from '../../local/servers/mongodb.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'
import { startIssuer, type TestIssuer } from '../support/tokens.ts'
import type { Bundle } from './bundle.ts'
import { invocationHeader } from './host-messages.ts'
import { startHttpProxy } from './http-proxy.ts'
import { startMongoProxy } from './mongo-proxy.ts'
import type { Mutant } from './mutants.ts'
import { createProcess, type HostProcess } from './process.ts'
import { createQueues, type Queues } from './queues.ts'
import type { FaultServers } from './servers.ts'
import type { Wire } from './wire.ts'
import { awsName, redisName } from './wire-names.ts'

export type Lane = {
  process: HostProcess
  /** Behind the proxies, for setting the scene and for checking it. */
  db: Db
  collections: Collections
  askRedis(commands: readonly (readonly (string | number)[])[]): Promise<unknown[]>
  queues: Queues
  issuer: TestIssuer
  /** Writes whatever questions are asked for, but for coding ones. */
  model: ModelServer
  /** What each request meets from now on. */
  wire: Pick<Wire, 'faultFor' | 'sentToRedis'> & { said(line: string): void }
  /** Resolves when nothing that was given up is still on its way to Redis. */
  settled(): Promise<void>
  /** Forgets everything, so that the next schedule meets what the first one met. */
  clear(): Promise<void>
  stop(): Promise<void>
}

export const calmWire: Lane['wire'] = {
  faultFor: () => undefined,
  sentToRedis: () => undefined,
  said: () => undefined,
}

export type LaneOptions = {
  name: string
  servers: FaultServers
  mongodb: { port: number; kill(): Promise<void> }
  bundle: Bundle
  mutant?: Mutant | undefined
}

/** One at a time sets the server's one fail point; the application's name keeps it from everybody else. */
let failPointFree: Promise<unknown> = Promise.resolve()

export async function openLane({ name, servers, mongodb, bundle, mutant }: LaneOptions): Promise<Lane> {
  const client = await new MongoClient(mongodbUri(mongodb.port), { ignoreUndefined: true }).connect()
  const db = client.db(name)
  await applyCollections(db)
  for (const collection of mutant?.withoutIndexes ?? []) await db.collection(collection).dropIndexes()
  const [redis, queues, issuer, model] = await Promise.all([
    servers.startRedis(name),
    createQueues(servers.awsEndpoint, name),
    startIssuer(),
    startModelServer(),
  ])
  model.play(({ ask }) => (ask.kind === 'questions' && ask.type === 'coding' ? 'refusal' : 'good'))

  async function askRedis(commands: readonly (readonly (string | number)[])[]): Promise<unknown[]> {
    const headers = { authorization: `Bearer ${redis.restToken}` }
    const response = await fetch(`${redis.restUrl}/pipeline`, {
      method: 'POST',
      headers,
      body: JSON.stringify(commands),
    })
    const replies = (await response.json()) as { result: unknown }[]
    return replies.map(({ result }) => result)
  }

  const wire = (): Wire => ({
    faultFor: (store, request) => lane.wire.faultFor(store, request),
    sentToRedis: (...sent) => lane.wire.sentToRedis(...sent),
    killProcess: () => lane.process.kill(),
    flushRedis: async () => {
      await askRedis([['FLUSHALL']])
    },
    async failCommand(data, command, meanwhile) {
      const mine = failPointFree.then(async () => {
        const failPoint = { failCommands: [command], appName: name, ...data }
        await client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data: failPoint })
        await meanwhile()
      })
      failPointFree = mine.catch(() => undefined)
      await mine
    },
    killServer: () => mongodb.kill(),
  })
  const mongoProxy = await startMongoProxy(mongodb.port, wire)
  const redisProxy = await startHttpProxy({
    store: 'redis',
    target: redis.restUrl,
    wire,
    nameOf: redisName,
    seen: ({ headers, body }, request) =>
      wire().sentToRedis(String(headers[invocationHeader]), request, body.toString('utf8')),
  })
  const awsProxy = await startHttpProxy({ store: 'aws', target: servers.awsEndpoint, wire, nameOf: awsName })
  const queueUrl = (queue: string) => `${awsProxy.url}/000000000000/${queue}`

  const lane: Lane = {
    db,
    collections: collections(db),
    askRedis,
    queues,
    issuer,
    model,
    wire: calmWire,
    process: createProcess({
      script: bundle.host,
      said: (line) => lane.wire.said(line),
      env: {
        ...awsVariables(awsProxy.url),
        // As on Lambda, where the driver asks the server how it is instead of waiting to be told.
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        STAGE: 'test',
        LOG_LEVEL: 'ERROR',
        CHECK_RESPONSES: 'true',
        MONGODB_URI: `${mongodbUri(mongoProxy.port)}?directConnection=true&appName=${name}`,
        MONGODB_NAME: name,
        UPSTASH_REDIS_REST_URL: redisProxy.url,
        UPSTASH_REDIS_REST_TOKEN: redis.restToken,
        EVENT_BUS_NAME: queues.bus,
        GENERATE_QUESTIONS_QUEUE_URL: queueUrl(queues.names['generate-questions']),
        CHECK_CODE_QUEUE_URL: queueUrl(queues.names['check-code']),
        NIGHT_QUEUE_URL: queueUrl(`${name}-night`),
        EXPORT_BUCKET: name,
        OPENAI_BASE_URL: model.url,
        // Real time, of a machine that has much else to do.
        GENERATION_SECONDS: '50',
        POWERTOOLS_METRICS_DISABLED: 'true',
        GOOGLE_CLIENT_ID: issuer.audience,
        TOKEN_ISSUER: issuer.issuer,
        TOKEN_JWKS_URI: issuer.jwksUri,
        LIMIT_STARTS_PER_MINUTE: '1000000',
        LIMIT_ANSWERS_PER_MINUTE: '1000000',
        LIMIT_REPORTS_PER_MINUTE: '1000000',
      },
    }),
    settled: redisProxy.settled,
    async clear() {
      await Promise.all(
        Object.keys(collectionDefinitions).map((collection) => db.collection(collection).deleteMany({})),
      )
      await Promise.all([askRedis([['FLUSHALL']]), queues.clear()])
    },
    async stop() {
      await lane.process.stop()
      await Promise.all([mongoProxy.stop(), redisProxy.stop(), awsProxy.stop()])
      queues.close()
      await Promise.all([issuer.close(), model.stop(), client.close()])
    },
  }
  return lane
}
