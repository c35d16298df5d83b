/** What the tests are told of the deployed stage, in a file. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'

export const stageDescriptionSchema = z.object({
  /** Of the front door. */
  url: z.url(),
  /** Of AWS. */
  endpoint: z.url(),
  certificate: z.string(),
  directory: z.string(),
  overrides: z.record(z.string(), z.string()),
  /** Folder with the templates as they go to AWS. */
  templates: z.string(),
})
export type StageDescription = z.infer<typeof stageDescriptionSchema>

export const readStageDescription = (file: string): StageDescription =>
  stageDescriptionSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
