/** A platform that runs on this machine already, as tools find it. */
import * as z from 'zod'
import { readFunctionVariables } from './deployment/function-variables.ts'
import { awsVariables } from './emulator.ts'
import { readRemembered } from './remembered.ts'
import { functionName } from './stage-functions.ts'

const describedSchema = z.object({
  mongodbUri: z.string(),
  redisRestUrl: z.url(),
  redisRestToken: z.string(),
  awsEndpoint: z.url(),
})

export type RunningPlatform = z.infer<typeof describedSchema> & { url: string }

/** @throws Error when none runs on this data directory */
export async function findPlatform(data: string): Promise<RunningPlatform> {
  const { url } = readRemembered(data)
  const described = url && (await fetch(`${url}/local`).catch(() => undefined))
  if (!described) throw new Error(`No local platform runs on ${data}: start it with npm start`)
  return { url, ...describedSchema.parse(await described.json()) }
}

/** The variables that a function of it has. */
export async function variablesOf(name: string, awsEndpoint: string): Promise<Record<string, string>> {
  const variables = await readFunctionVariables(awsEndpoint, functionName(name))
  if (!variables) throw new Error(`${functionName(name)} is not deployed`)
  return { ...variables, ...awsVariables(awsEndpoint) }
}
