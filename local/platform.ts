/**
 * The whole platform on this machine: real servers, the CDK app deployed to the AWS emulator, the functions run from
 * source, and one front door. Whatever is started is stopped in the opposite order.
 */
import { createWriteStream, mkdirSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Db, MongoClient } from 'mongodb'
import * as z from 'zod'
import { seedBank } from '../lib/content/seed-bank.ts'
import { seedPromptVersions } from '../lib/generation/seed-prompt-versions.ts'
import { applyCollections, collections } from '../lib/platform/collections.ts'
import { lockData } from './data-lock.ts'
import { databaseAddress } from './database-address.ts'
import { deploy } from './deployment/deploy.ts'
import { readFunctionVariables } from './deployment/function-variables.ts'
import { writeStoreAddresses } from './deployment/write-store-addresses.ts'
import { awsVariables, noProxyVariables } from './emulator.ts'
import { startFrontDoor } from './front-door/start-front-door.ts'
import { type FunctionHost, startFunctionHost } from './function-host/start-function-host.ts'
import { createLocalService } from './local-service.ts'
import { readRemembered, writeRemembered } from './remembered.ts'
import { pickPort } from './servers/pick-port.ts'
import { startServers } from './servers/start-servers.ts'
import { makeTemporaryDirectory } from './servers/temporary-directory.ts'
import { type SignIn, startSignIn } from './sign-in/start-sign-in.ts'
import { stageContext } from './stage-context.ts'
import { functionHandlers, functionName } from './stage-functions.ts'
import type { StartArguments } from './start-arguments.ts'
import { buildWebClient } from './web-client/build-web-client.ts'

/** A platform whose npm was killed needs this long at most to stop its servers. */
const stoppingTimeMs = 10_000

const projectRoot = fileURLToPath(new URL('../', import.meta.url))

export type PlatformOptions = StartArguments & {
  env: Readonly<Record<string, string | undefined>>
  /** Gives up starting. */
  signal: AbortSignal
  /** Receives one line for each step and for each incident. */
  say(line: string): void
}

export type Platform = { url: string; stop(): Promise<void> }

/** @throws, with nothing left running, when a part cannot be started */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next()
  }
  try {
    return { url: await start(options, (stopOne) => stops.push(stopOne)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type OnStop = (stop: () => Promise<unknown>) => void

async function start(options: PlatformOptions, onStop: OnStop): Promise<string> {
  const { env, signal, say } = options
  const directory = await openData(options.data, onStop)
  const remembered = readRemembered(directory)
  // An emulator that runs already cannot be told of the function host: it gets the bundles.
  const bundled = options.bundled || Boolean(env.AWS_ENDPOINT_URL)

  const webClient = buildWebClient({ projectRoot, signal, say })
  onStop(() => webClient)
  const host = bundled ? null : await startHost(directory, say, onStop)
  const signIn = env.GOOGLE_CLIENT_ID ? null : await startLocalSignIn(directory, remembered.ports.signIn, onStop)
  signal.throwIfAborted()

  const servers = await startServers({
    dataDirectory: directory,
    memory: options.data === null,
    ports: remembered.ports,
    aws: { environment: emulatorEnvironment(host, env) },
    env,
    say,
  })
  onStop(() => servers.stop())
  signal.throwIfAborted()
  const { mongodb, redis, aws } = servers
  if (!aws) throw new Error('the servers came without AWS')
  for (const { name, version } of [mongodb, redis, aws]) say(`${name} ${version}`)
  const ports = { ...servers.ports, ...(signIn && { signIn: signIn.port }) }
  writeRemembered(directory, { ports })

  const address = databaseAddress(mongodb.uri, env.MONGODB_NAME ?? 'adaptive-quiz')
  const client = new MongoClient(address.uri, { ignoreUndefined: true })
  onStop(() => client.close())
  const database = client.db(address.name)
  const [{ outputs, changed }] = await Promise.all([
    deploy({
      projectRoot,
      endpoint: aws.endpoint,
      ours: servers.ports.aws !== 0,
      directory: join(directory, 'deployment'),
      context: stageContext({ env, bundled, databaseName: address.name, signIn }),
      signal,
      say,
    }),
    fillDatabase(database, say),
  ])
  signal.throwIfAborted()

  const variables = await readFunctionVariables(aws.endpoint, functionName('get-health'))
  const { SECRET_ARN, EVENT_BUS_NAME, EXPORT_BUCKET, TOKEN_ISSUER } = requireVariables(variables)
  await writeStoreAddresses(aws.endpoint, SECRET_ARN, {
    mongodbUri: mongodb.uri,
    redisRestUrl: redis.restUrl,
    redisRestToken: redis.restToken,
    openaiApiKey: env.OPENAI_API_KEY || undefined,
  })
  // Else a crash of the emulator, before its first clean end, would take the deployment with it.
  if (changed) await aws.save()
  // By the name that queue URLs have: the SQS client goes where those point, and says so when that is elsewhere.
  const endpoint = aws.endpoint.replace('//127.0.0.1:', '//localhost:')
  host?.run({ ...variables, ...awsVariables(endpoint), ...noProxyVariables })

  const apiHost = `${z.object({ ApiId: z.string() }).parse(outputs).ApiId}.execute-api.localhost`
  const frontDoor = await startFrontDoor({
    port: options.port,
    gateway: { endpoint: aws.endpoint, host: apiHost },
    local: createLocalService({
      database,
      mongodbUri: address.uri,
      redis,
      awsEndpoint: aws.endpoint,
      queuePrefix: functionName(''),
      apiUrl: `http://${apiHost}:${new URL(aws.endpoint).port}`,
      bus: EVENT_BUS_NAME,
      bucket: EXPORT_BUCKET,
      signIn,
      issuer: TOKEN_ISSUER,
    }),
    webClient: { directory: await webClient, googleClientId: env.GOOGLE_CLIENT_ID || null },
    origins: (env.ORIGINS ?? '').split(',').filter((origin) => origin !== ''),
  })
  onStop(() => frontDoor.stop())
  writeRemembered(directory, { ports, url: frontDoor.url })
  return frontDoor.url
}

async function openData(data: string | null, onStop: OnStop): Promise<string> {
  if (data === null) {
    const temporary = await makeTemporaryDirectory()
    onStop(() => temporary.remove())
    return temporary.path
  }
  const directory = resolve(data)
  mkdirSync(directory, { recursive: true })
  onStop(await lockData(directory, stoppingTimeMs))
  return directory
}

async function startHost(directory: string, say: PlatformOptions['say'], onStop: OnStop): Promise<FunctionHost> {
  const log = createWriteStream(join(directory, 'functions.log'), { flags: 'a' })
  onStop(() => new Promise((done) => log.end(done)))
  const host = await startFunctionHost({ handlers: functionHandlers, log, say })
  onStop(() => host.stop())
  say(`functions: ${functionHandlers.size}, from source; what they print is in ${log.path}`)
  return host
}

async function startLocalSignIn(directory: string, remembered: number | undefined, onStop: OnStop): Promise<SignIn> {
  const signIn = await startSignIn({
    port: await pickPort(remembered),
    clientId: 'adaptive-quiz.localhost',
    keyFile: join(directory, 'sign-in-key.json'),
  })
  onStop(() => signIn.stop())
  return signIn
}

/** Tells the emulator which functions are run outside; those that are not, it runs on this very Node. */
function emulatorEnvironment(host: FunctionHost | null, env: PlatformOptions['env']): Record<string, string> {
  const path = [dirname(process.execPath), env.PATH].join(delimiter)
  if (!host) return { ...noProxyVariables, PATH: path }
  const proxies = [...functionHandlers.keys()].map((name) => [
    `MINISTACK_LAMBDA_PROXY_${functionName(name)}`,
    host.urlOf(name),
  ])
  return { ...noProxyVariables, ...Object.fromEntries(proxies) }
}

async function fillDatabase(database: Db, say: PlatformOptions['say']): Promise<void> {
  await applyCollections(database)
  const deps = { collections: collections(database), clock: () => new Date() }
  const { topics, items } = await seedBank(deps)
  await seedPromptVersions(deps)
  say(`the vetted bank: ${items} questions on ${topics} topics`)
}

const requireVariables = (variables: Record<string, string> | null) =>
  z
    .object({
      SECRET_ARN: z.string(),
      EVENT_BUS_NAME: z.string(),
      EXPORT_BUCKET: z.string(),
      TOKEN_ISSUER: z.string().default('https://accounts.google.com'),
    })
    .parse(variables ?? {})
