/** The scripted model is as good as the tests take it to be: what it writes is right, and it knows. */
import { describe, expect, test } from 'vitest'
import { readOutput } from '../../lib/generation/read-output.ts'
import { admitCodingQuestion } from '../../lib/grading/code/admission-gate.ts'
import { gradeCode } from '../../lib/grading/code/grade-code.ts'
import { answerQuestions, readAsk, writeQuestions } from '../support/model-server/answer.ts'
import { makeProblem, solveProblem } from '../support/model-server/arithmetic.ts'
import { codingForms, codingLevels, solveCoding } from '../support/model-server/coding.ts'
import { seededRandom } from '../support/model-server/random.ts'

const plan = (wrongKeys = 0) => ({ random: seededRandom(7), wrongKeys, planted: new Set<string>() })

describe.each(codingLevels)('coding questions of level %d', (level) => {
  const forms = codingForms(level)
  const { candidates } = readOutput(JSON.stringify({ questions: forms }), 'coding')

  test('are several, and can be read', () => {
    expect(forms.length).toBeGreaterThan(10)
    expect(candidates.flatMap(({ problems }) => problems)).toEqual([])
  })

  test('pass the admission gate, and are solved by the model', () => {
    const refused = candidates.flatMap(({ question }) =>
      admitCodingQuestion(question).problems.map((problem) => [question?.text, problem]),
    )
    expect(refused).toEqual([])
    for (const { question } of candidates) {
      if (question?.type !== 'coding') throw new Error('not a coding question')
      expect(gradeCode(question.solutionPattern, solveCoding(question.text) ?? '').verdict).toBe('correct')
    }
  })
})

test('every problem is solved from its text alone, and does not hold its answer', () => {
  const random = seededRandom(3)
  for (let index = 0; index < 2_000; index += 1) {
    const { text, answer, mistakes } = makeProblem((index % 5) + 1, random)
    expect(solveProblem(text), text).toBe(answer)
    expect(text.match(/\d+/g)).not.toContain(String(answer))
    expect(new Set([answer, ...mistakes.map(({ value }) => value)]).size, text).toBe(4)
  }
})

test.each(['multiple-choice', 'text'] as const)('%s questions are read as they are meant', (type) => {
  const written = writeQuestions({ kind: 'questions', type, level: 4, count: 50 }, plan())
  const { candidates, truncated } = readOutput(JSON.stringify(written), type)
  expect(truncated).toBe(false)
  expect(candidates).toHaveLength(50)
  for (const { question, problems } of candidates) {
    expect(problems).toEqual([])
    expect(question).toMatchObject({ type, level: 4, correctAnswer: String(solveProblem(question?.text ?? '')) })
  }
})

test('wrong keys are planted as often as asked for, and known', () => {
  const own = plan(0.25)
  const { questions } = writeQuestions({ kind: 'questions', type: 'text', level: 2, count: 400 }, own)
  expect(own.planted.size).toBeGreaterThan(60)
  expect(own.planted.size).toBeLessThan(140)
  for (const { question } of readOutput(JSON.stringify({ questions }), 'text').candidates) {
    if (question?.type !== 'text') throw new Error('not a text question')
    const isWrong = question.correctAnswer !== String(solveProblem(question.text))
    expect(isWrong).toBe(own.planted.has(question.text))
  }
})

test('asked to verify, it answers by the option that is right, `none`, or `ambiguous`', () => {
  const { text, answer } = makeProblem(3, seededRandom(1))
  const option = (id: string, value: string) => ({ id, text: value })
  const asked = [
    { id: '1', text, options: [option('A', '0'), option('B', String(answer))] },
    { id: '2', text, options: [option('A', '0')] },
    { id: '3', text, options: [option('A', String(answer)), option('B', String(answer))] },
    { id: '4', text, options: null },
    { id: '5', text: 'Who was the first king of Rome?' },
  ]
  const block = `<data name="questions">\n${JSON.stringify(asked)}\n</data>`
  const ask = readAsk(`Answer each of these questions.\n\n${block}`)
  if (ask.kind !== 'verification') throw new Error(ask.kind)
  expect(answerQuestions(ask.questions).answers.map((each) => each.answer)).toEqual([
    'B',
    'none',
    'ambiguous',
    String(answer),
    'none',
  ])
})
