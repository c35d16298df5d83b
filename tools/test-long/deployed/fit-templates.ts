/**
 * Fits synthesised templates to the emulator: what it cannot create goes out (left-out.ts), and in two places it wants
 * to be told in other words what AWS takes as it is. The rest stays as it was, word for word.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { isLeftOut } from './left-out.ts'

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
})
export type Template = z.infer<typeof templateSchema>

export const readTemplate = (file: string): Template => templateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))

export const templatesIn = (directory: string): string[] => globSync(join(directory, '*.template.json')).sort()

/** @param assembly what `cdk synth` wrote; @returns a folder in it with the templates as they go to AWS */
export function fitTemplates(assembly: string): string {
  const complete = join(assembly, 'complete')
  mkdirSync(complete)
  for (const file of templatesIn(assembly)) {
    const template = readTemplate(file)
    writeFileSync(join(complete, basename(file)), JSON.stringify(template))
    writeFileSync(file, JSON.stringify(fitTemplate(template)))
  }
  return complete
}

export function fitTemplate(template: Template): Template {
  const resources = Object.entries(template.Resources)
  const idsOf = (wanted: (resource: Template['Resources'][string]) => boolean) =>
    new Set(resources.flatMap(([id, resource]) => (wanted(resource) ? [id] : [])))
  const gone = idsOf(isLeftOut)
  const secrets = idsOf(({ Type }) => Type === 'AWS::SecretsManager::Secret')
  const Resources = Object.fromEntries(resources.filter(([id]) => !gone.has(id)))
  const replaced = replaceReferences({ ...template, Resources }, ({ id, isRef }) => {
    // Whoever names it, as the dashboard does, gets its id as text.
    if (gone.has(id)) return `left-out:${id}`
    // Both are its ARN on AWS; MiniStack takes the first for its name, which no role is granted.
    return isRef && secrets.has(id) ? { 'Fn::GetAtt': [id, 'Id'] } : undefined
  })
  return templateSchema.parse(grantBatches(replaced))
}

type Reference = { id: string; isRef: boolean }

/** @param replacement what to put in the place of a reference; undefined leaves it */
export const replaceReferences = (value: unknown, replacement: (reference: Reference) => unknown): unknown =>
  mapObjects(value, (object) => {
    const reference = referenceSchema.safeParse(object).data
    return reference && replacement(reference)
  })

const referenceSchema = z.union([
  z.strictObject({ Ref: z.string() }).transform(({ Ref }) => ({ id: Ref, isRef: true })),
  z
    .strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform(({ 'Fn::GetAtt': [id] }) => ({ id, isRef: false })),
])

const statementSchema = z.looseObject({ Effect: z.literal('Allow'), Action: z.array(z.string()) })

/**
 * On AWS `sqs:SendMessage` covers SendMessageBatch, which has no permission of its own (Service Authorization Reference);
 * MiniStack asks for one.
 */
const grantBatches = (value: unknown): unknown =>
  mapObjects(value, (object) => {
    const statement = statementSchema.safeParse(object).data
    if (!statement?.Action.includes('sqs:SendMessage') || statement.Action.includes(batch)) return undefined
    return { ...statement, Action: [...statement.Action, batch] }
  })

const batch = 'sqs:SendMessageBatch'

/** @param change what to put in the place of an object; undefined leaves it, and goes on inside */
function mapObjects(value: unknown, change: (object: object) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change))
  if (typeof value !== 'object' || value === null) return value
  const changed = change(value)
  if (changed !== undefined) return changed
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, change)]))
}
