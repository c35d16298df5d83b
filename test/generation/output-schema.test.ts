/** The schemas sent to the model keep the rules of strict mode. */
import { describe, expect, test } from 'vitest'
import { questionTypeSchema } from '../../lib/contract/level-and-type.ts'
import { outputSchema } from '../../lib/generation/output-schema.ts'

type Node = { [key: string]: unknown }

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Node
  for (const inner of Object.values(value)) yield* nodesOf(inner)
}

const taken = 'type properties required additionalProperties items enum anyOf minItems maxItems minimum maximum'.split(
  ' ',
)

describe.each(questionTypeSchema.options)('of %s', (type) => {
  const { name, schema } = outputSchema(type)
  const schemas = [...nodesOf(schema)].filter((node) => 'type' in node || 'anyOf' in node)

  test('is one object with a list of questions, under a name that providers take', () => {
    expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
    expect(schema).toMatchObject({
      type: 'object',
      required: ['questions'],
      properties: { questions: { type: 'array' } },
    })
  })

  test('requires every field of every object, and allows no other', () => {
    const objects = schemas.filter((node) => node.type === 'object')
    expect(objects.length).toBeGreaterThan(1)
    for (const node of objects) {
      expect(node.additionalProperties).toBe(false)
      expect(node.required).toEqual(Object.keys(node.properties as Node))
    }
  })

  test('says nothing that strict mode does not know', () => {
    const fields = schemas.flatMap((node) =>
      typeof node.type === 'string' || 'anyOf' in node ? Object.keys(node) : [],
    )
    expect(fields.filter((field) => !taken.includes(field))).toEqual([])
  })

  test('has the explanation before the key, to be thought of first', () => {
    const { properties } = (schema.properties as { questions: { items: { properties: Node } } }).questions.items as {
      properties: Node
    }
    const order = Object.keys(properties)
    const key = { 'multiple-choice': 'correctOptionId', text: 'correctAnswer', coding: null }[type]
    if (key) expect(order.indexOf('explanation')).toBeLessThan(order.indexOf(key))
    expect(order[0]).toBe('level')
  })
})
