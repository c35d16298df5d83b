/** The platform that runs on a data folder of this machine, as it describes itself. */
import * as z from 'zod'
import { readRemembered } from './remembered.ts'

const describedSchema = z.object({ awsEndpoint: z.url(), mongodbUri: z.string() })

export type RunningPlatform = { url: string } & z.output<typeof describedSchema>

/** @throws Error when none runs there */
export async function findRunningPlatform(data: string): Promise<RunningPlatform> {
  const { url } = readRemembered(data)
  const described = url && (await fetch(`${url}/local`).catch(() => undefined))
  if (!described) throw new Error(`No local platform runs on ${data}: start it with npm start`)
  return { url, ...describedSchema.parse(await described.json()) }
}
