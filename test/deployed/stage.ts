/** The stage that `npm run test:long -- deployed` has put up, and how AWS is reached there. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { IAMClient } from '@aws-sdk/client-iam'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { MongoClient } from 'mongodb'
import { collections } from '../../lib/platform/collections.ts'
import { clientSettings } from '../../local/emulator.ts'
import { readStageDescription } from '../../tools/test-long/deployed/stage-description.ts'

const { DEPLOYED_STAGE } = process.env
if (!DEPLOYED_STAGE) throw new Error('npm run test:long -- deployed starts the stage that these tests are about')

export const stage = readStageDescription(DEPLOYED_STAGE)
export const baseUrl = stage.url

const settings = clientSettings(stage.endpoint)
export const cloudFormation = new CloudFormationClient(settings)
export const eventBridge = new EventBridgeClient(settings)
export const iam = new IAMClient(settings)
export const lambda = new LambdaClient(settings)
export const sqs = new SQSClient(settings)

/** The database that the functions have got. */
export async function connectStores() {
  const { mongodbUri } = (await (await fetch(`${baseUrl}/local`)).json()) as { mongodbUri: string }
  const client = await new MongoClient(mongodbUri, { ignoreUndefined: true }).connect()
  return { db: client.db(), stores: collections(client.db()), close: () => client.close() }
}
