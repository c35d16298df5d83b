/** A stage's templates, made in process and without bundles. */
import { readFileSync } from 'node:fs'
import { buildApp } from '../../cdk/build-app.ts'

// biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON, and a test that misreads it fails.
export type Resource = { Type: string; Properties: any; DeletionPolicy?: string; DependsOn?: string[] }
export type Template = { Resources: Record<string, Resource>; Outputs: Record<string, { Value: unknown }> }

const projectContext = JSON.parse(readFileSync('cdk.json', 'utf8')).context

export function synthesise(stage: string, overrides: Record<string, unknown> = {}) {
  const assembly = appOf(stage, overrides).synth()
  const template = (name: string): Template => assembly.getStackByName(`${stage}-${name}`).template
  return {
    stateful: template('stateful'),
    api: template('api'),
    async: template('async'),
    observability: template('observability'),
  }
}

export const appOf = (stage: string, overrides: Record<string, unknown> = {}) =>
  buildApp({
    builtinCloudFormationValidation: false,
    context: { ...projectContext, stage, bundled: false, ...overrides },
  })

/** Resources of a type, with their logical ids. */
export const ofType = (template: Template, type: string) =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }))

/** The one resource of the type whose property has that value. */
export function named(template: Template, type: string, property: string, value: unknown) {
  const found = ofType(template, type).filter(({ Properties }) => Properties[property] === value)
  if (found.length !== 1) throw new Error(`${found.length} resources of ${type} have ${property} ${value}`)
  return found[0]!
}

/** The properties of all functions of a stage. */
export const functionsOf = ({ api, async }: ReturnType<typeof synthesise>) =>
  [api, async].flatMap((template) => ofType(template, 'AWS::Lambda::Function')).map(({ Properties }) => Properties)

/** Variables as a function gets them, with an address wherever another resource is referred to. */
export const resolved = (variables: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, typeof value === 'string' ? value : 'https://a.example/b']),
  )
