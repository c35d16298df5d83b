/**
 * The prod stage on this machine, as close to AWS as that goes: the templates and bundles that production gets, in an
 * emulator that speaks TLS and refuses what a role was not granted, beside real stores, behind a front door. Runs until it
 * is told to stop, or until whoever started it is gone.
 *
 * Usage: node tools/test-long/deployed-stage.ts DIRECTORY
 *   DIRECTORY  has certificate.pem and key.pem, which NODE_EXTRA_CA_CERTS names; gets stage.json once all is there
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { MongoClient } from 'mongodb'
import * as z from 'zod'
import { writeStoreAddresses } from '../../local/deployment/write-store-addresses.ts'
import { noProxyVariables } from '../../local/emulator.ts'
import { startFrontDoor } from '../../local/front-door/start-front-door.ts'
import { createLocalService } from '../../local/local-service.ts'
import { pickPort } from '../../local/servers/pick-port.ts'
import { startServers } from '../../local/servers/start-servers.ts'
import { startSignIn } from '../../local/sign-in/start-sign-in.ts'
import { deployProd } from './deployed/deploy-prod.ts'
import type { StageDescription } from './deployed/stage-description.ts'

const projectRoot = fileURLToPath(new URL('../../', import.meta.url))
const databaseName = 'adaptive-quiz'
const say = (line: string) => console.log(line)

const stops: (() => Promise<unknown>)[] = []
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.once(signal, () => void stop(0))

async function stop(code: number) {
  for (let next = stops.pop(); next; next = stops.pop()) await next()
  process.exit(code)
}

/** Whose tokens prod takes, but for who signs them: that stays as it is. */
function prodClientId(): string {
  const schema = z.object({
    context: z.object({ stages: z.object({ prod: z.object({ googleClientId: z.string() }) }) }),
  })
  return schema.parse(JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'))).context.stages.prod
    .googleClientId
}

async function start(directory: string): Promise<StageDescription> {
  const certificate = { certificate: join(directory, 'certificate.pem'), key: join(directory, 'key.pem') }
  const signIn = await startSignIn({
    port: await pickPort(),
    clientId: prodClientId(),
    keyFile: join(directory, 'sign-in-key.json'),
  })
  stops.push(() => signIn.stop())
  const servers = await startServers({
    dataDirectory: directory,
    memory: true,
    aws: { environment: emulatorVariables(), certificate },
    env: { ...process.env, AWS_ENDPOINT_URL: undefined },
    say,
  })
  stops.push(() => servers.stop())
  const { mongodb, redis, aws } = servers
  if (!aws) throw new Error('the servers came without AWS')
  for (const { name, version } of [mongodb, redis, aws]) say(`${name} ${version}`)

  const client = new MongoClient(mongodb.uri, { ignoreUndefined: true })
  stops.push(() => client.close())
  const overrides = { tokenIssuer: signIn.issuer, tokenJwksUri: signIn.jwksUri }
  const place = { endpoint: aws.endpoint, certificate: certificate.certificate, directory: join(directory, 'cdk') }
  mkdirSync(place.directory)
  say('npm run db:setup, cdk bootstrap, cdk deploy')
  const [{ outputs, templates }] = await Promise.all([
    deployProd({ ...place, projectRoot, overrides }),
    setUpDatabase(mongodb.uri),
  ])
  const { ApiId, BusName, ExportBucketName, SecretArn } = outputsSchema.parse(outputs)
  await writeStoreAddresses(aws.endpoint, SecretArn, {
    mongodbUri: mongodb.uri,
    redisRestUrl: redis.restUrl,
    redisRestToken: redis.restToken,
  })

  const apiHost = `${ApiId}.execute-api.localhost`
  const frontDoor = await startFrontDoor({
    port: 0,
    gateway: { endpoint: aws.endpoint, host: apiHost },
    local: createLocalService({
      database: client.db(databaseName),
      mongodbUri: `${mongodb.uri}${databaseName}`,
      redis,
      awsEndpoint: aws.endpoint,
      queuePrefix: 'prod-',
      apiUrl: `https://${apiHost}:${new URL(aws.endpoint).port}`,
      bus: BusName,
      bucket: ExportBucketName,
      signIn,
      issuer: signIn.issuer,
    }),
    webClient: { directory: null, googleClientId: null },
    origins: [],
  })
  stops.push(() => frontDoor.stop())
  return { ...place, url: frontDoor.url, overrides, templates }
}

const outputsSchema = z.object({
  ApiId: z.string(),
  BusName: z.string(),
  ExportBucketName: z.string(),
  SecretArn: z.string(),
})

/** Functions run on this very Node, and each role may do what it was granted. */
const emulatorVariables = () => ({
  ...noProxyVariables,
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  AUTH: 'true',
  // Functions inherit it where the stage sets none: a level that they know as well.
  LOG_LEVEL: 'ERROR',
})

/** The first deployment's own step. */
async function setUpDatabase(uri: string): Promise<void> {
  const words = ['tools/db-setup.ts', '--database', databaseName, '--bank']
  await promisify(execFile)(process.execPath, words, {
    cwd: projectRoot,
    env: { ...process.env, MONGODB_URI: uri },
  })
}

try {
  const [directory = ''] = process.argv.slice(2)
  const stage = await start(directory)
  writeFileSync(join(directory, 'stage.json'), JSON.stringify(stage))
  say(`ready ${stage.url}`)
} catch (error) {
  console.error(error)
  await stop(1)
}
