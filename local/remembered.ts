/** What a data folder remembers from one start to the next: ports, which are part of what was deployed, and the address. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const portSchema = z.int().min(0).max(65_535)

const rememberedSchema = z.object({
  ports: z.object({ mongodb: portSchema, aws: portSchema, redisRest: portSchema, signIn: portSchema }).partial(),
  /** Of the front door, while the platform runs or as it was last. */
  url: z.url().optional(),
})
export type Remembered = z.infer<typeof rememberedSchema>

const fileIn = (directory: string) => join(directory, 'platform.json')

/** Nothing is remembered where there is no file, or none that can be read: ports are then chosen anew. */
export function readRemembered(directory: string): Remembered {
  try {
    return rememberedSchema.parse(JSON.parse(readFileSync(fileIn(directory), 'utf8')))
  } catch {
    return { ports: {} }
  }
}

export function writeRemembered(directory: string, remembered: Remembered): void {
  const file = fileIn(directory)
  writeFileSync(`${file}.new`, `${JSON.stringify(remembered, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
