/** Requests are taken strictly: what is not described is refused, whatever it is. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { userPatchSchema } from '../../lib/contract/people.ts'
import { idSchema } from '../../lib/contract/primitives.ts'
import { importRequestSchema } from '../../lib/contract/questions.ts'
import { routes } from '../../lib/contract/routes.ts'

const id = '65f0c0ffee65f0c0ffee65f0'
const topic = { title: 'Sets', description: 'Unions and the like', difficultyRange: { min: 1, max: 5 } }

const good: Record<string, Record<string, unknown>> = {
  'start-quiz': { topicId: id, length: 10, policy: 'irt', restart: false },
  'answer-question': { sessionId: id, questionId: id, answer: 'A' },
  'report-question': { questionId: id, reason: 'ambiguous', comment: 'Two options are right.' },
  'import-questions': { topicId: id, format: 'gift', content: 'Q {=a ~b ~c}', level: 2, skipUnsupported: true },
  'review-question': { action: 'quarantine', reason: 'Two options are right.' },
  'create-topic': { ...topic, course: 'm1', policy: 'rolling' },
  'replace-topic': { ...topic, topicId: id },
  'request-questions': { topicId: id, numQuestions: 10, difficultySpread: { easy: 3, medium: 4, hard: 3 } },
  'request-night': { date: '2026-01-31' },
  'create-prompt': { name: 'text', messages: [{ role: 'user', content: '{{topic}}' }], note: 'Shorter.' },
  'change-prompt': { name: 'text', version: 2, status: 'active' },
  'change-user': { roles: ['student'], enrolledCourses: ['m1'] },
}

const withBody = routes.flatMap(({ name, path, body }) => (body ? [{ name, path, body }] : []))
const operators: unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $in: [] },
  { $where: '1' },
  [{ $ne: null }],
  null,
  { toString: 1 },
]

describe.each(withBody)('the body of $name at $path', ({ name, body }) => {
  const request = good[name] ?? {}

  test('takes a good request', () => {
    expect(body.safeParse(request).success).toBe(true)
  })

  test.each(['extra', '$where', 'constructor', '_id', 'toString'])('refuses the unknown key %j', (key) => {
    expect(body.safeParse({ ...request, [key]: 1 }).success).toBe(false)
  })

  test('refuses __proto__ as it comes out of JSON', () => {
    const smuggled = JSON.parse(JSON.stringify(request).replace(/^\{/, '{"__proto__":{"roles":["admin"]},'))
    expect(body.safeParse(smuggled).success).toBe(false)
  })

  test.each(Object.keys(request))('refuses operators and other shapes in %j', (key) => {
    for (const operator of operators) expect(body.safeParse({ ...request, [key]: operator }).success).toBe(false)
  })

  test('never throws, whatever JSON holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        body.safeParse(value)
      }),
    )
  })
})

test('ids are 24 hexadecimal digits, folded to lower case', () => {
  expect(idSchema.parse('65F0C0FFEE65F0C0FFEE65F0')).toBe(id)
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^[0-9a-f]{24}$/i.test(text))
      expect(idSchema.safeParse(text).success).toBe(false)
    }),
  )
  expect(idSchema.safeParse(`${id}\n`).success).toBe(false)
})

test('an import brings a file or questions, not both, and not neither', () => {
  const question = { key: 'k', level: 1, type: 'text', text: 'Q', correctAnswer: 'a', explanation: 'E' }
  const given = (request: object) => importRequestSchema.safeParse({ topicId: id, ...request }).success
  expect(given({ questions: [question] })).toBe(true)
  expect(given({ content: 'x' })).toBe(true)
  expect(given({})).toBe(false)
  expect(given({ content: 'x', questions: [question] })).toBe(false)
  expect(given({ questions: [question], format: 'gift' })).toBe(false)
  expect(given({ questions: [{ ...question, level: 6 }] })).toBe(false)
})

test('a patch of nothing is refused', () => {
  expect(userPatchSchema.safeParse({}).success).toBe(false)
  expect(userPatchSchema.safeParse({ roles: [] }).success).toBe(false)
})
