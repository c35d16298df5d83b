/** One MongoDB, one Redis and one AWS per test run: those that the environment names, else servers of our own. */
import type { TestProject } from 'vitest/node'
import { startServers } from '../../local/servers/start-servers.ts'
import { makeTemporaryDirectory } from '../../local/servers/temporary-directory.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string
    /** Which server it is: `secantusd-rs`, `secantusd-py` or `MongoDB`. */
    mongodbName: string
    redisRestUrl: string
    redisRestToken: string
    /** SQS, EventBridge and the like. */
    awsEndpoint: string
  }
}

export default async function startStores(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeTemporaryDirectory()
  const servers = await startServers({
    dataDirectory: folder.path,
    memory: true,
    testCommands: true,
    aws: { environment: {} },
    env: process.env,
    say: (line) => console.error(line),
  })
  project.provide('mongodbUri', servers.mongodb.uri)
  project.provide('mongodbName', servers.mongodb.name)
  project.provide('redisRestUrl', servers.redis.restUrl)
  project.provide('redisRestToken', servers.redis.restToken)
  if (servers.aws) project.provide('awsEndpoint', servers.aws.endpoint)
  return async () => {
    await servers.stop()
    await folder.remove()
  }
}
