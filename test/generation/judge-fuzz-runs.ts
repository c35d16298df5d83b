/**
 * Whatever comes in, judging ends, and what it accepts keeps these promises: it is a question of the contract's form, type
 * and level; its key is one of its options, which all differ, or is accepted by the grader; nothing in it is HTML, a link,
 * an address, a hidden sign or an order; nothing is there twice, and nothing that was not asked for.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect } from 'vitest'
import { bankFileSchema } from '../../lib/contract/bank-file.ts'
import { type CandidateQuestion, candidateQuestionSchema } from '../../lib/contract/generation.ts'
import { judgeCandidates } from '../../lib/generation/judge-candidates.ts'
import { fingerprintOf } from '../../lib/generation/near-duplicates.ts'
import { isAcceptedText } from '../../lib/grading/text.ts'
import { asked, injected, verifierBy } from './judge-candidate-samples.ts'

const hostile = fc.constantFrom(
  ...injected,
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '＜b＞',
  '&lt;b&gt;',
  'https://evil.test/?q=',
  'www.evil.test',
  '[click](x.com)',
  'jane.doe@school.edu',
  '+1 555 123 4567',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\u0000',
  '\ud800',
  '\u{e0041}',
  'a\u0301\u0301\u0301\u0301\u0301\u0301',
  '${process.exit()}',
  '{{questions}}',
  '__proto__',
  'constructor',
  '$where',
  '$'.repeat(99),
  '`'.repeat(99),
  '('.repeat(500),
  '=1'.repeat(500),
  'All of the above',
)
const words = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.lorem({ maxCount: 12 }) },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: hostile },
)
const level = fc.oneof(
  { weight: 4, arbitrary: fc.constant(2) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 9 }) },
)

const anyChoice = fc
  .record({
    type: fc.constant('multiple-choice' as const),
    level,
    text: words,
    options: fc.array(words, { maxLength: 6 }),
    place: fc.nat(5),
    stray: fc.option(words, { freq: 9 }),
    explanation: words,
    misconceptions: fc.array(fc.record({ option: words, misconception: words }), { maxLength: 2 }),
  })
  .map(({ place, stray, ...question }) => ({ ...question, correctAnswer: stray ?? question.options[place] ?? '' }))
const anyWritten = fc.record(
  {
    type: fc.constant('text' as const),
    level,
    text: words,
    correctAnswer: words,
    acceptedAnswers: fc.array(words, { maxLength: 3 }),
    tolerance: fc.double(),
    explanation: words,
  },
  { requiredKeys: ['type', 'level', 'text', 'correctAnswer', 'explanation'] },
)

const bank = ['biology', 'algebra', 'javascript-basics'].flatMap(
  (name) =>
    bankFileSchema.parse(
      JSON.parse(readFileSync(new URL(`../../lib/content/bank/${name}.json`, import.meta.url), 'utf8')),
    ).questions,
)
const vetted = fc
  .constantFrom(...bank)
  .map(
    ({ key: _key, ...question }): CandidateQuestion =>
      question.type === 'multiple-choice' ? { ...question, level: 2, misconceptions: [] } : { ...question, level: 2 },
  )
/** A good question with something put into one of its texts, or one of them exchanged for another. */
const damaged = fc
  .tuple(
    vetted,
    words,
    fc.nat(4_000),
    fc.constantFrom('text', 'explanation', 'correctAnswer', 'option', 'nothing'),
    fc.nat(4),
  )
  .map(([question, text, at, field, place]): CandidateQuestion => {
    const into = (target: string) =>
      target.slice(0, at % (target.length + 1)) + text + target.slice(at % (target.length + 1))
    if (field === 'text' || field === 'explanation') return { ...question, [field]: into(question[field]) }
    if (question.type === 'coding' || field === 'nothing') return question
    if (field === 'correctAnswer') return { ...question, correctAnswer: into(question.correctAnswer) }
    if (question.type === 'text') return { ...question, acceptedAnswers: [into(question.correctAnswer)] }
    return { ...question, options: question.options.map((option, index) => (index === place ? into(option) : option)) }
  })

const candidate: fc.Arbitrary<CandidateQuestion> = fc.oneof(anyChoice, anyWritten, damaged, vetted)

function textsOf(question: CandidateQuestion): string[] {
  const { text, explanation } = question
  if (question.type === 'multiple-choice') return [text, explanation, ...question.options]
  return question.type === 'text'
    ? [text, explanation, question.correctAnswer, ...(question.acceptedAnswers ?? [])]
    : [text, explanation]
}

const forbidden =
  /<\/?(?:script|img|b|p|svg)\b[^<]*>|https?:|www\.|evil\.test|school\.edu|(?![\n\t\r])\p{Cc}|(?![\u200c\u200d])\p{Cf}|\p{Cs}|ignore (?:all )?previous|<\|im_|\[INST\]|as an AI language model/iu

/** Runs so many batches through the judges; gives the number of questions accepted. */
export async function fuzzJudging(numRuns: number, seed: number): Promise<number> {
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(candidate, { maxLength: 4 }),
      fc.constantFrom('multiple-choice' as const, 'text' as const, 'coding' as const),
      async (candidates, type) => {
        const count = 2
        /** The worst verifier: it agrees with every key, so that the rules stand alone. */
        const keys = new Map(candidates.map((each) => [each.text, each.type === 'coding' ? '' : each.correctAnswer]))
        const agreeing = verifierBy((shown) => {
          const key = keys.get(shown.text) ?? 'none'
          return shown.options?.find(({ text }) => text === key)?.id ?? key
        })
        const context = { ...asked({ type }), count, known: [], seed: 's' }
        const judgements = await judgeCandidates(context, candidates, { ...agreeing, verify: true })
        expect(judgements).toHaveLength(candidates.length)
        const served = candidates.filter((_, place) => judgements[place]?.problems.length === 0)
        accepted += served.length
        expect(served.length).toBeLessThanOrEqual(count)
        expect(new Set(served.map(({ text }) => fingerprintOf(text))).size).toBe(served.length)
        for (const question of served) expectUsable(question, type)
      },
    ),
    { numRuns, seed },
  )
  return accepted
}

function expectUsable(question: CandidateQuestion, type: string): void {
  expect(candidateQuestionSchema.safeParse(question).success).toBe(true)
  expect(question).toMatchObject({ type, level: 2 })
  for (const text of textsOf(question)) expect(text.normalize('NFKC')).not.toMatch(forbidden)
  if (question.type === 'multiple-choice') {
    expect(question.options.filter((option) => option === question.correctAnswer)).toHaveLength(1)
    expect(new Set(question.options.map((option) => option.normalize('NFKC').trim())).size).toBe(
      question.options.length,
    )
    expect(question.options.join('\n')).not.toMatch(/all of the above/i)
  }
  if (question.type === 'text') expect(isAcceptedText(question, question.correctAnswer)).toBe(true)
}
