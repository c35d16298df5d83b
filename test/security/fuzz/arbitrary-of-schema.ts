/**
 * fast-check's arbitraries from the JSON Schemas of the OpenAPI document: values that mostly have the form that is asked
 * for, and are nasty inside it. Conditions across fields are left out, so that some values are refused.
 */
import fc from 'fast-check'

export type Schema = { [key: string]: unknown }

/** Stands for an id of something that exists; the sender puts one in, by the field's name. */
const idMark = (field: string, pick: number) => `@@${field}:${pick}`
export const idMarkForm = /^@@(\w+):(\d+)$/

/** The first of them is somebody's. */
export const emailOf = (number: number) => `fuzz.${number}@school.example`

const deepest = 9

/** Letters that have broken parsers, stores, logs and layouts. */
const nasty = fc.constantFrom(
  ...['\0', '\u0001', '\ud800', '\u202e', '\ufeff', '\u2028', '\n', '\r\n', '"', "'", '\\', '<', '{{level}}', '${1}'],
  ...['$ne', '__proto__', '../', '%00', "' OR 1=1--", '</data>', '😀', 'ﷺ', 'e\u0301', '٣'],
)
const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'aB3 .,-=+(){}[];:') },
  { weight: 1, arbitrary: nasty },
)

/** @param components of the document, which references name */
export function createArbitraries(components: Readonly<Record<string, Schema>>) {
  /** @param field the name of the property or parameter */
  function of(schema: Schema, field: string, depth = 0): fc.Arbitrary<unknown> {
    if (depth > deepest) return fc.constant(null)
    const at = (inner: unknown, name = field) => of(inner as Schema, name, depth + 1)
    if (typeof schema.$ref === 'string') {
      const name = schema.$ref.replace('#/components/schemas/', '')
      return name === 'Id' ? ids(field) : at(components[name])
    }
    if ('const' in schema) return fc.constant(schema.const)
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
    const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
    if (choices && !schema.properties) return fc.oneof(...choices.map((choice) => at(choice)))
    switch (schema.type) {
      case 'string':
        return texts(schema)
      case 'integer':
        return fc.integer({ min: Number(schema.minimum ?? -10), max: Number(schema.maximum ?? 100) })
      case 'number':
        return fc.double({ noNaN: true, min: Number(schema.minimum ?? -10), max: Number(schema.maximum ?? 100) })
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'array': {
        const minLength = Number(schema.minItems ?? 0)
        return fc.array(at(schema.items ?? {}), {
          minLength,
          maxLength: Math.max(minLength, Math.min(4, Number(schema.maxItems ?? 4))),
        })
      }
      case 'object':
        return objects(schema, at)
      default:
        return fc.jsonValue({ maxDepth: 2 })
    }
  }

  const objects = (schema: Schema, at: (inner: unknown, name: string) => fc.Arbitrary<unknown>) => {
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
    const fields = Object.fromEntries(properties.map(([name, inner]) => [name, at(inner, name)]))
    if (properties.length > 0) return fc.record(fields, { requiredKeys: (schema.required ?? []) as string[] })
    const value = typeof schema.additionalProperties === 'object' ? at(schema.additionalProperties, '') : fc.jsonValue()
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), value, { maxKeys: 3 })
  }

  return { of }
}

const ids = (field: string) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.nat(1_000_000).map((pick) => idMark(field, pick)) },
    { weight: 1, arbitrary: fc.stringMatching(/^[0-9a-fA-F]{24}$/) },
  )

function texts({ pattern, format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === 'email') return fc.nat(5).map(emailOf)
  if (typeof pattern === 'string' && pattern !== '\\S') return matching(pattern)
  const most = Math.max(Number(minLength), Math.min(60, Number(maxLength)))
  return fc.string({ unit, minLength: Number(minLength), maxLength: most }).map((text) => text.slice(0, most))
}

function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'))
  } catch {
    // Look-around and properties of letters are beyond it; a plain name has most forms.
    return fc.stringMatching(/^[a-z]{3,8}$/)
  }
}
