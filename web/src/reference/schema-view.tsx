/** A JSON Schema for people: its type in a line, the fields of an object as a list. */
import type { ComponentChildren } from 'preact'
import { type JsonSchema, limitsOf } from './document.ts'
import { strings } from './strings.ts'

export const schemaAnchor = (name: string) => `schema-${name}`

export function SchemaView({ schema }: { schema: JsonSchema }) {
  const limits = limitsOf(schema)
  return (
    <>
      <TypeOf schema={schema} />
      {limits.length > 0 && <span class="faint"> ({limits.join(', ')})</span>}
      {schema.description && <span> {schema.description}</span>}
      <Fields schema={schema} />
    </>
  )
}

function TypeOf({ schema }: { schema: JsonSchema }) {
  if (schema.$ref) {
    const name = schema.$ref.replace(/^.*\//, '')
    return <a href={`#${schemaAnchor(name)}`}>{name}</a>
  }
  if (schema.const !== undefined) return <code>{JSON.stringify(schema.const)}</code>
  if (schema.enum) return joined(schema.enum.map((value) => <code key={String(value)}>{JSON.stringify(value)}</code>))
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return joined(choices.map((choice, place) => <Alternative key={place} schema={choice} />))
  if (schema.items) {
    return (
      <>
        {strings.arrayOf} <Alternative schema={schema.items} />
      </>
    )
  }
  return <code>{schema.type === undefined ? strings.anything : [schema.type].flat().join(' | ')}</code>
}

const Alternative = ({ schema }: { schema: JsonSchema }) => (
  <>
    <TypeOf schema={schema} />
    <Fields schema={schema} />
  </>
)

const joined = (parts: ComponentChildren[]) =>
  parts.flatMap((part, place) => (place === 0 ? [part] : [` ${strings.or} `, part]))

function Fields({ schema: { properties, required, additionalProperties } }: { schema: JsonSchema }) {
  const fields = Object.entries(properties ?? {})
  const isMap = typeof additionalProperties === 'object'
  if (fields.length === 0 && !isMap) return null
  return (
    <ul class="fields">
      {fields.map(([name, field]) => (
        <li key={name}>
          <code class="name">{name}</code>
          {!required?.includes(name) && <span class="faint"> {strings.optional}</span>}
          {': '}
          <SchemaView schema={field} />
        </li>
      ))}
      {isMap && (
        <li>
          <span class="faint">{strings.anyName}</span>
          {': '}
          <SchemaView schema={additionalProperties} />
        </li>
      )}
    </ul>
  )
}
