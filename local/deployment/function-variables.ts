/** The variables of a deployed function, from where AWS keeps them: Lambda's GetFunctionConfiguration. */
import * as z from 'zod'

const configurationSchema = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.string()) }) })

/** null when there is no such function. The emulator takes the request unsigned, so no client is needed for it. */
export async function readFunctionVariables(endpoint: string, name: string): Promise<Record<string, string> | null> {
  const response = await fetch(`${endpoint}/2015-03-31/functions/${name}/configuration`)
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`GetFunctionConfiguration of ${name} answered ${response.status}`)
  return configurationSchema.parse(await response.json()).Environment.Variables
}
