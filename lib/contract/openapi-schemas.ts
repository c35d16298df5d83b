/** zod schemas as the JSON Schemas of an OpenAPI 3.1 document; whatever has an id becomes a component. */
import * as z from 'zod'

export type Json = { [key: string]: unknown }

/** What a schema is asked for: requests are described as sent, responses as received. */
export type Direction = 'input' | 'output'

/** Collects the components that the described schemas name. */
export function createSchemaCollector() {
  const components: Record<string, Json> = {}
  return {
    components,
    /** @throws Error when two schemas of one id differ */
    describe(schema: z.ZodType, io: Direction): Json {
      const { $schema: _, $defs = {}, ...described } = z.toJSONSchema(schema, { io, override })
      for (const [id, definition] of Object.entries($defs)) {
        const component = toComponents(definition)
        if (id in components && JSON.stringify(components[id]) !== JSON.stringify(component)) {
          throw new Error(`two schemas have the id ${id}`)
        }
        components[id] = component
      }
      return toComponents(described)
    },
  }
}

const toComponents = (schema: unknown): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))

type Override = NonNullable<z.core.ToJSONSchemaParams['override']>

const override: Override = ({ zodSchema, jsonSchema }) => {
  // zod's own bounds of an integer say nothing to a client.
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  // A string that is trimmed and must not be empty: JSON Schema knows no trimming.
  const isTrimmed = (zodSchema._zod.def.checks ?? []).some((check) => check._zod.def.check === 'overwrite')
  if (jsonSchema.type === 'string' && isTrimmed && jsonSchema.minLength && !jsonSchema.pattern && !jsonSchema.format) {
    jsonSchema.pattern = '\\S'
  }
  // Its own schema would refer to itself, which generators of types do not follow.
  if (isAnyJson(zodSchema)) for (const name of Object.keys(jsonSchema)) delete jsonSchema[name]
}

const kindsOfJson = ['array', 'boolean', 'null', 'number', 'record', 'string']

/** z.json() */
function isAnyJson({ _zod: { def } }: z.core.$ZodTypes): boolean {
  if (def.type !== 'union') return false
  return (
    def.options
      .map((option) => option._zod.def.type)
      .sort()
      .join() === kindsOfJson.join()
  )
}
