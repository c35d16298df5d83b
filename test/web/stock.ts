/** Before anybody asks for a topic: one whose every quiz has all three types of questions, and two weeks that it had. */
import { ObjectId } from 'mongodb'
import type { TestProject } from 'vitest/node'
import { twicePattern } from '../support/coding.ts'
import { storeHistory } from './history.ts'
import { withStoresOf } from './stores-of.ts'

export const threeTypes = 'All three types'
/** Of any of its questions, by its type. */
export const keys = { option: 'right', text: '42', program: 'function twice(n) {\nreturn n + n' }
/** What the editor of its coding questions opens with. */
export const starterCode = 'function twice(n) {\n  // your code\n}\n'

const types = [
  {
    type: 'multiple-choice' as const,
    text: 'Which of these equals $\\frac{a}{b}$, if `b` is not 0?',
    options: ['right', 'wrong $x^2$', 'false', 'bad'],
    correctAnswer: keys.option,
  },
  { type: 'text' as const, text: 'What is six times seven?', options: null, correctAnswer: keys.text },
  {
    type: 'coding' as const,
    text: 'Write `twice`, which doubles a number:\n```js\ntwice(2) // 4\n```',
    options: null,
    starterCode,
    correctAnswer: 'const twice = (n) => 2 * n',
    solutionPattern: twicePattern,
    reference: 'const twice = (n) => 2 * n',
    alternatives: ['function twice(n) { return n + n }'],
    wrongPrograms: [
      'function twice(n) { return n * n }',
      'function twice(n) { return n }',
      'function twice(n) { return 6 }',
    ],
  },
]

/** Ten questions out of twelve, four of each type. */
export default async function setup(project: TestProject) {
  const { baseUrl } = project.getProvidedContext()
  await withStoresOf(baseUrl, async (stores) => {
    const { topics, bankItems } = stores
    const topicId = new ObjectId()
    const now = new Date()
    const difficultyRange = { min: 2, max: 4 }
    await topics.insertOne({
      _id: topicId,
      title: threeTypes,
      description: 'For tests, with $x$.',
      difficultyRange,
      createdAt: now,
      updatedAt: now,
    })
    await bankItems.insertMany(
      [0, 1, 2, 3].flatMap((index) =>
        types.map((content, place) => ({
          _id: new ObjectId(),
          topicId,
          key: `${content.type}-${index}`,
          level: 2 + ((index + place) % 3),
          a: 1,
          b: ((index + place) % 3) - 1,
          c: content.options ? 0.25 : 0,
          served: 0,
          status: 'active' as const,
          explanation: 'Because of $1 + 1 = 2$.',
          ...content,
          text: `${content.text}${' '.repeat(index)}`,
        })),
      ),
    )
    await storeHistory(stores, topicId, threeTypes)
  })
}
