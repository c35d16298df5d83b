/** Whatever is said, reading it never fails, and gives nothing but whole questions with the right key. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidateQuestionSchema } from '../../lib/contract/generation.ts'
import { questionTypeSchema } from '../../lib/contract/level-and-type.ts'
import { readOutput } from '../../lib/generation/read-output.ts'
import { solveProblem } from '../support/model-server/arithmetic.ts'
import { seededRandom } from '../support/model-server/random.ts'
import { mutatedOutput, mutations } from './mutated-outputs.ts'

/** `FUZZED_OUTPUTS=100000` for more. */
const count = Number(process.env.FUZZED_OUTPUTS ?? 10_000)

/** Mutations that may make another, equally plausible question: which key it should have then, nobody can say. */
const changeMeaning = [
  'lost middle',
  'a byte flipped',
  'number instead',
  'renamed key',
  'full-width digits',
  'very long',
  'control',
  'injection',
  'escaped injection',
  'raw newline in a string',
]

test(`of ${count} mutated replies none breaks the reader, and every question that comes out is in form`, () => {
  const random = seededRandom(Number(process.env.FUZZ_SEED ?? 11))
  const tally = { questions: 0, dropped: 0, solved: 0 }
  for (let index = 0; index < count; index += 1) {
    const { type, said, cutOff, done } = mutatedOutput(index, random)
    for (const { question, problems } of readOutput(said, type, { cutOff }).candidates) {
      if (question === null) {
        expect(problems.length).toBeGreaterThan(0)
        tally.dropped += 1
        continue
      }
      tally.questions += 1
      expect(problems).toEqual([])
      expect(candidateQuestionSchema.safeParse(question).error, done.join()).toBeUndefined()
      expect(question.type).toBe(type)
      if (question.type === 'coding' || done.some((name) => changeMeaning.includes(name))) continue
      const truth = solveProblem(question.text)
      if (truth === null) continue
      tally.solved += 1
      if (question.correctAnswer !== String(truth)) expect(`${done.join()}: ${said}`).toBe('with its key unchanged')
    }
  }
  // Else it would be safe only for reading nothing.
  expect(tally.questions).toBeGreaterThan(count / 4)
  expect(tally.solved).toBeGreaterThan(count / 10)
  expect(tally.dropped).toBeGreaterThan(count / 50)
  expect(Object.keys(mutations).length).toBeGreaterThan(35)
  if (process.env.FUZZED_OUTPUTS) console.log(tally)
}, 600_000)

test('anything at all can be read', () => {
  const anything = fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'{}[]",:\'\\`nul01 \n') }))
  fc.assert(
    fc.property(anything, fc.constantFrom(...questionTypeSchema.options), fc.boolean(), (said, type, cutOff) => {
      for (const { question } of readOutput(said, type, { cutOff }).candidates)
        if (question) candidateQuestionSchema.parse(question)
    }),
    { numRuns: 2_000 },
  )
})
