/**
 * What is deployed, written down in the emulator itself, as a secret: the record comes and goes with the deployment,
 * whatever of its state the emulator keeps, restores or loses.
 */
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'

const name = 'local-deployment'

const recordSchema = z.object({
  fingerprint: z.string(),
  /** Queue URLs and the API's own URL hold the port that the emulator had. */
  endpoint: z.url(),
  /** CDK's outputs of all stacks in one. */
  outputs: z.record(z.string(), z.string()),
})
export type DeploymentRecord = z.infer<typeof recordSchema>

/** null when nothing is deployed. */
export async function readDeploymentRecord(client: SecretsManagerClient): Promise<DeploymentRecord | null> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }))
    return recordSchema.parse(JSON.parse(SecretString ?? 'null'))
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null
    throw error
  }
}

export async function writeDeploymentRecord(client: SecretsManagerClient, record: DeploymentRecord): Promise<void> {
  const SecretString = JSON.stringify(record)
  try {
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }))
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
    await client.send(new CreateSecretCommand({ Name: name, SecretString }))
  }
}
