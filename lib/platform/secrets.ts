/** Where the stores are, how to be let in, and the model's key: from Secrets Manager, once per execution environment. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import { config } from './config.ts'

const secretsSchema = z.object({
  mongodbUri: z.string().min(1),
  redisRestUrl: z.url(),
  redisRestToken: z.string().min(1),
  openaiApiKey: z.string().min(1).optional(),
})
export type Secrets = z.infer<typeof secretsSchema>

let cached: Promise<Secrets> | undefined

/** @throws when neither the environment nor Secrets Manager has the first three; the next call tries again. */
export function secrets(): Promise<Secrets> {
  cached ??= readSecrets().catch((error: unknown) => {
    cached = undefined
    throw error
  })
  return cached
}

async function readSecrets(): Promise<Secrets> {
  const { MONGODB_URI, UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN, OPENAI_API_KEY } = config()
  const { SECRET_ARN, SECRET_VERSION_ID } = config()
  if (MONGODB_URI && UPSTASH_REDIS_REST_URL && UPSTASH_REDIS_REST_TOKEN) {
    return {
      mongodbUri: MONGODB_URI,
      redisRestUrl: UPSTASH_REDIS_REST_URL,
      redisRestToken: UPSTASH_REDIS_REST_TOKEN,
      openaiApiKey: OPENAI_API_KEY,
    }
  }
  if (!SECRET_ARN) throw new Error('Neither SECRET_ARN nor the addresses of the stores are set')
  const client = new SecretsManagerClient({})
  const { SecretString } = await client.send(
    new GetSecretValueCommand({ SecretId: SECRET_ARN, VersionId: SECRET_VERSION_ID }),
  )
  return secretsSchema.parse(JSON.parse(SecretString ?? 'null'))
}
