/** What stands while quizzes are measured: real stores, the proxies before them, and one of the two services at a time. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { MongoClient } from 'mongodb'
import * as z from 'zod'
import { awsVariables } from '../../local/emulator.ts'
import { startServers } from '../../local/servers/start-servers.ts'
import { makeTemporaryDirectory } from '../../local/servers/temporary-directory.ts'
import type { Trip } from '../../test/support/serial-depth.ts'
import { startIssuer, type TestIssuer } from '../../test/support/tokens.ts'
import { type ProxiesSetting, proxiesPortsSchema, proxiesTripsSchema } from './proxies-messages.ts'

export type Usage = {
  /** Milliseconds of processor time that the process has had. */
  readonly processor: number
  /** Of ours: milliseconds that its thread was at work for each request since this was last asked. */
  readonly atWork: readonly number[]
}

export type Service = {
  readonly url: string
  usage(): Promise<Usage>
  stop(): void
}

export type Stage = {
  readonly issuer: TestIssuer
  /** Past the proxies. */
  readonly client: MongoClient
  /** Which MongoDB and Redis these are. */
  readonly stores: string
  /** Resolves to the round trips since the setting before, where that one was recording. */
  set(setting: ProxiesSetting): Promise<Trip[]>
  startOurs(database: string): Promise<Service>
  /** @param reads PEER_READS of bench/peers/quiz/app.mjs */
  startPeer(database: string, reads: 'each' | 'once'): Promise<Service>
  stop(): Promise<void>
}

const portSchema = z.object({ port: z.int() })
const usageSchema = z.object({ user: z.number(), system: z.number(), atWork: z.array(z.number()).default([]) })

async function ask(child: ChildProcess, message: object): Promise<unknown> {
  const reply = once(child, 'message')
  child.send(message)
  return (await reply)[0]
}

/** Rejects with nothing left running. Gives a problem where there is no MongoDB fit for measuring. */
export async function openStage(): Promise<Stage | { readonly problem: string }> {
  const folder = await makeTemporaryDirectory()
  const servers = await startServers({
    ...{ dataDirectory: folder.path, memory: true, aws: false, env: process.env },
    say: () => undefined,
  })
  const children: ChildProcess[] = []
  const client = new MongoClient(servers.mongodb.uri, { ignoreUndefined: true })
  const issuer = await startIssuer()
  const stop = async () => {
    for (const child of children) child.kill()
    await Promise.all([client.close(), issuer.close(), servers.stop()])
    await folder.remove()
  }

  /** Resolves to its first message. Logs go nowhere, as in a process whose output is collected elsewhere. */
  async function start(script: string, env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; first: unknown }> {
    const stdio = ['ignore' as const, 'ignore' as const, 'pipe' as const, 'ipc' as const]
    const child = fork(new URL(script, import.meta.url), { env, stdio, execArgv: [] })
    children.push(child)
    let said = ''
    child.stderr?.on('data', (text) => {
      said = `${said}${text}`.slice(-2_000)
    })
    const [first] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`${script} ended (${code}): ${said}`))),
    ])
    return { child, first }
  }

  async function startService(script: string, env: NodeJS.ProcessEnv): Promise<Service> {
    const { child, first } = await start(script, env)
    return {
      url: `http://127.0.0.1:${portSchema.parse(first).port}`,
      async usage() {
        const { user, system, atWork } = usageSchema.parse(await ask(child, {}))
        return { processor: (user + system) / 1_000, atWork }
      },
      stop: () => void child.kill(),
    }
  }

  try {
    if (servers.mongodb.name === 'secantusd-py') {
      await stop()
      return { problem: 'left out: it needs secantusd-rs on the PATH (CONTRIBUTING.md), or MONGODB_URI of a mongod' }
    }
    const { child: proxies } = await start('./proxies.ts', process.env)
    const port = (url: string) => Number(new URL(url).port)
    const targets = { mongodb: port(servers.mongodb.uri), redis: port(servers.redis.restUrl) }
    const ports = proxiesPortsSchema.parse(await ask(proxies, targets))
    const environment = {
      PATH: process.env.PATH,
      UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${ports.redis}`,
      UPSTASH_REDIS_REST_TOKEN: servers.redis.restToken,
      GOOGLE_CLIENT_ID: issuer.audience,
      ...{ TOKEN_ISSUER: issuer.issuer, TOKEN_JWKS_URI: issuer.jwksUri },
    }
    const aws = `http://127.0.0.1:${ports.aws}`
    const uri = (database: string) => `mongodb://127.0.0.1:${ports.mongodb}/${database}?directConnection=true`
    return {
      issuer,
      client,
      stores: `${servers.mongodb.name} ${servers.mongodb.version}, ${servers.redis.name} ${servers.redis.version}`,
      async set(setting) {
        const { trips } = proxiesTripsSchema.parse(await ask(proxies, setting))
        return trips.map(({ to, ...trip }) => ({ ...trip, to: to ?? Number.POSITIVE_INFINITY }))
      },
      startOurs: (database) =>
        startService('./our-server.ts', {
          ...environment,
          ...awsVariables(aws),
          ...{ STAGE: 'bench', MONGODB_URI: uri(database), MONGODB_NAME: database },
          ...{ EVENT_BUS_NAME: 'bench', EXPORT_BUCKET: 'bench' },
          GENERATE_QUESTIONS_QUEUE_URL: `${aws}/000000000000/generate`,
          CHECK_CODE_QUEUE_URL: `${aws}/000000000000/check`,
          NIGHT_QUEUE_URL: `${aws}/000000000000/night`,
          // As on Lambda, where the driver asks the server how it is instead of waiting to be told.
          AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
          ...{ LIMIT_STARTS_PER_MINUTE: '1000000', LIMIT_ANSWERS_PER_MINUTE: '1000000' },
        }),
      startPeer: (database, reads) =>
        startService('../peers/quiz/server.mjs', {
          ...environment,
          ...{ MONGODB_URI: uri(database), PEER_READS: reads, NODE_ENV: 'production' },
        }),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
