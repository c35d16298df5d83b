/** The platform that runs on a data folder of this machine, as it describes itself. */
import * as z from 'zod'
import { readFunctionVariables } from './deployment/function-variables.ts'
import { awsVariables } from './emulator.ts'
import { readRemembered } from './remembered.ts'
import { functionName } from './stage-functions.ts'

const describedSchema = z.object({
  awsEndpoint: z.url(),
  mongodbUri: z.string(),
  redisRestUrl: z.url(),
  redisRestToken: z.string(),
})

export type RunningPlatform = { url: string } & z.output<typeof describedSchema>

/** @throws Error when none runs there */
export async function findRunningPlatform(data: string): Promise<RunningPlatform> {
  const { url } = readRemembered(data)
  const described = url && (await fetch(`${url}/local`).catch(() => undefined))
  if (!described) throw new Error(`No local platform runs on ${data}: start it with npm start`)
  return { url, ...describedSchema.parse(await described.json()) }
}

/** The variables that a function of it has. */
export async function variablesOf(name: string, { awsEndpoint }: RunningPlatform): Promise<Record<string, string>> {
  const variables = await readFunctionVariables(awsEndpoint, functionName(name))
  if (!variables) throw new Error(`${functionName(name)} is not deployed`)
  return { ...variables, ...awsVariables(awsEndpoint) }
}
