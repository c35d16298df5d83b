/** What the local-only routes do, on the servers and the deployment of a running platform. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { paginateListQueues, SQSClient } from '@aws-sdk/client-sqs'
import type { Db } from 'mongodb'
import { eventSource, nightRequestedType } from '../lib/contract/events.ts'
import { clientSettings, region } from './emulator.ts'
import type { LocalService } from './front-door/local-routes.ts'
import { grantAdmin } from './sign-in/grant-admin.ts'
import type { SignIn } from './sign-in/start-sign-in.ts'

export type LocalServiceParts = {
  database: Db
  mongodbUri: string
  redis: { restUrl: string; restToken: string }
  awsEndpoint: string
  /** Of the deployed stage: its queues begin so. */
  queuePrefix: string
  apiUrl: string
  bus: string
  bucket: string
  /** null with Google's own. */
  signIn: SignIn | null
  issuer: string
}

export function createLocalService(parts: LocalServiceParts): LocalService {
  const { database, mongodbUri, redis, awsEndpoint, queuePrefix, apiUrl, bus, bucket, signIn, issuer } = parts
  const sqs = new SQSClient(clientSettings(awsEndpoint))
  const eventBridge = new EventBridgeClient(clientSettings(awsEndpoint))
  return {
    describe: async () => ({
      mongodbUri,
      redisRestUrl: redis.restUrl,
      redisRestToken: redis.restToken,
      awsEndpoint,
      region,
      apiUrl,
      issuer,
      queues: await listQueues(sqs, queuePrefix),
      bucket,
    }),
    mintToken:
      signIn &&
      (async ({ admin, ...person }) => {
        if (admin) await grantAdmin(database, person)
        return signIn.mintToken(person)
      }),
    async requestNight(request) {
      const entry = {
        EventBusName: bus,
        Source: eventSource,
        DetailType: nightRequestedType,
        Detail: JSON.stringify(request),
      }
      const { Entries } = await eventBridge.send(new PutEventsCommand({ Entries: [entry] }))
      const eventId = Entries?.[0]?.EventId
      if (!eventId) throw new Error(`the bus did not take the event: ${Entries?.[0]?.ErrorMessage}`)
      return eventId
    },
  }
}

async function listQueues(client: SQSClient, prefix: string): Promise<Record<string, string>> {
  const queues: Record<string, string> = {}
  for await (const { QueueUrls = [] } of paginateListQueues({ client }, { QueueNamePrefix: prefix })) {
    for (const url of QueueUrls) queues[url.slice(url.lastIndexOf('/') + 1)] = url
  }
  return queues
}
