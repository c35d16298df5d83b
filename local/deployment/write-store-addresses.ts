/** Tells the functions where MongoDB and Redis are, and the model's key, in the stage's secret, as an operator does on AWS. */
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Secrets } from '../../lib/platform/secrets.ts'
import { clientSettings } from '../emulator.ts'

export async function writeStoreAddresses(endpoint: string, secretId: string, addresses: Secrets): Promise<void> {
  const client = new SecretsManagerClient(clientSettings(endpoint))
  await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: JSON.stringify(addresses) }))
}
