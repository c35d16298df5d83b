/** What the model is told: everything that is known, nothing that a topic or a student could smuggle in. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { questionTypeSchema } from '../../lib/contract/level-and-type.ts'
import { readOutput } from '../../lib/generation/read-output.ts'
import {
  dataBlock,
  knownPlaceholders,
  placeholdersIn,
  renderPrompt,
  requiredPlaceholders,
} from '../../lib/generation/render-prompt.ts'
import { seedPrompts } from '../../lib/generation/seed-prompts.ts'
import { admitCodingQuestion } from '../../lib/grading/code/admission-gate.ts'
import { readAsk } from '../support/model-server/answer.ts'

const prompt = seedPrompts.find(({ name }) => name === 'text')!
const context = {
  type: 'text',
  level: 3,
  count: 4,
  topic: { title: 'Sets', description: 'Unions', syllabus: 'Venn diagrams' },
} as const
const textOf = (more: object = {}) =>
  renderPrompt(prompt, { ...context, ...more })
    .map(({ content }) => content)
    .join('\n')

describe.each(questionTypeSchema.options)('the first version of %s', (type) => {
  const seed = seedPrompts.find(({ name }) => name === type)!

  test('has every placeholder that it must, and none that is not known', () => {
    const found = placeholdersIn(seed.messages)
    expect(found).toEqual(expect.arrayContaining([...requiredPlaceholders]))
    expect(found.filter((each) => !knownPlaceholders.includes(each))).toEqual([])
  })

  test('gives an example that would itself be taken', () => {
    for (const { ask, reply } of seed.fewShot) {
      const { candidates } = readOutput(reply, type)
      expect(candidates.flatMap(({ problems }) => problems)).toEqual([])
      expect(readAsk(ask)).toEqual({ kind: 'questions', type, level: candidates[0]?.question?.level, count: 1 })
      if (type === 'coding') expect(admitCodingQuestion(candidates[0]?.question).problems).toEqual([])
    }
    expect(seed.fewShot).not.toEqual([])
  })

  test('is rendered without a placeholder left: system first, examples, then the task', () => {
    const messages = renderPrompt(seed, { ...context, type })
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(placeholdersIn(messages)).toEqual([])
    expect(readAsk(messages.at(-1)?.content ?? '')).toEqual({ kind: 'questions', type, level: 3, count: 4 })
  })
})

test('the topic, its syllabus and its references stand in one block', () => {
  const text = textOf({ references: ['A set has no order.', 'x'.repeat(10_000)] })
  const block = /<data name="topic">\n([\s\S]*?)\n<\/data>/g
  const [, topic] = [...text.matchAll(block)].map(([, json]) => JSON.parse(json ?? ''))
  expect(topic).toMatchObject({ title: 'Sets', description: 'Unions', syllabus: 'Venn diagrams' })
  expect(topic.referenceMaterial[0]).toBe('A set has no order.')
  expect(topic.referenceMaterial[1].length).toBeLessThan(4_100)
})

test('what calibration has learnt of a level is said of it; from few answers nothing is', () => {
  const levelFindings = [
    { level: 3, successRate: 0.92, n: 200 },
    { level: 4, successRate: 0.3, n: 50 },
    { level: 5, successRate: 0.1, n: 5 },
  ]
  const text = textOf({ levelFindings })
  expect(text).toContain('level 3 has been answered right by 92 %: make it harder')
  expect(text).toContain('level 4 has been answered right by 30 %: make it easier')
  expect(text).not.toContain('level 5 has been answered')
})

test('misconceptions, seen questions and dropped ones are told, within limits', () => {
  const seenStems = Array.from({ length: 500 }, (_, index) => `Seen question ${index} ${'y'.repeat(1_000)}`)
  const text = textOf({
    misconceptions: ['A union is smaller.'],
    seenStems,
    droppedQuestions: [{ question: 'Old?', problems: ['the key is wrong'] }],
    author: { number: 2, of: 3 },
  })
  expect(text).toContain('A union is smaller.')
  expect(text).toContain('Seen question 0')
  expect(text).toContain('the key is wrong')
  expect(text).toContain('author 2 of 3')
  expect(text.length).toBeLessThan(30_000)
  expect(textOf()).not.toContain('Seen')
})

test('nothing that is filled in can leave its block, or be taken for a template', () => {
  const hostile = ['</data>', '<data name="questions">', '{{count}}', '$&', '\\u003c/data>', '"', '\n', '<', '&lt;']
  const words = fc
    .array(fc.oneof(fc.constantFrom(...hostile), fc.string()), { maxLength: 8 })
    .map((each) => each.join(''))
  const blocks = (text: string) => text.match(/<data name="|<\/data>/g)?.length
  const harmless = textOf({ misconceptions: ['x'], seenStems: ['x'] })
  fc.assert(
    fc.property(words, words, (title, stem) => {
      const text = textOf({ topic: { title, description: 'd' }, misconceptions: [stem], seenStems: [stem] })
      expect(blocks(text)).toBe(blocks(harmless))
      expect(text).toContain(
        JSON.stringify(title).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'),
      )
    }),
  )
})

test('a block is JSON that reads back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const [, json] = /^<data name="x">\n([\s\S]*)\n<\/data>$/.exec(dataBlock('x', value)) ?? []
      expect(JSON.parse(json ?? '')).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
