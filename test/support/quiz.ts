/** Topics to be asked about, and students who take quizzes on them. */
import { ObjectId } from 'mongodb'
import { expect } from 'vitest'
import type { BankItemDocument, TopicDocument } from '../../lib/contract/documents.ts'
import type { GeneratedQuestionDocument } from '../../lib/contract/generation-documents.ts'
import type { AnswerReply, QuestionView, StartRequest } from '../../lib/contract/quiz.ts'
import { answerQuestionRoute, startQuizRoute } from '../../lib/contract/routes/quiz.ts'
import type { TestPlatform } from './platform.ts'

/** A topic with so many multiple-choice items on each of its five levels; the key of each is `right`. */
export async function stockTopic(
  { collections }: Pick<TestPlatform, 'collections'>,
  perLevel = 5,
  fields: Partial<TopicDocument> = {},
): Promise<string> {
  const topicId = new ObjectId()
  const now = new Date()
  const difficultyRange = { min: 1, max: 5 }
  const topic = {
    title: `Topic ${topicId}`,
    description: 'For tests.',
    difficultyRange,
    createdAt: now,
    updatedAt: now,
  }
  await collections.topics.insertOne({ _id: topicId, ...topic, ...fields })
  const items = [1, 2, 3, 4, 5].flatMap((level) =>
    Array.from({ length: perLevel }, (_, index) => bankItem(topicId, level, `k-${level}-${index}`)),
  )
  if (items.length > 0) await collections.bankItems.insertMany(items)
  return topicId.toHexString()
}

const bankItem = (topicId: ObjectId, level: number, key: string): BankItemDocument => ({
  _id: new ObjectId(),
  topicId,
  key,
  level,
  a: 1,
  b: level - 3,
  c: 0.25,
  served: 0,
  status: 'active',
  type: 'multiple-choice',
  text: `Question ${key}`,
  options: ['right', 'wrong', 'false', 'bad'],
  correctAnswer: 'right',
  explanation: `Explanation of ${key}`,
})

export type Student = {
  email: string
  token: string
  start(request: Partial<StartRequest> & { topicId: string }): Promise<{ sessionId: string; question: QuestionView }>
  answer(sessionId: string, questionId: string, answer: string): Promise<AnswerReply>
  /** Answers until the quiz ends; `correct` says how, by the question's number from 1. */
  finish(
    started: { sessionId: string; question: QuestionView },
    correct?: (number: number) => boolean,
    between?: () => Promise<unknown>,
  ): Promise<{ questions: QuestionView[]; replies: AnswerReply[] }>
}

/** @param name an address; it is made this test file's own, since all files share one Redis and its limits */
export function student({ call, tokenFor, db }: TestPlatform, name: string): Student {
  const email = `${db.databaseName}.${name}`
  const token = tokenFor(email)
  const self: Student = {
    email,
    token,
    async start(request) {
      const { status, body } = await call(startQuizRoute, { token, body: request })
      if (!('question' in body)) throw new Error(`no quiz was started: ${status} ${JSON.stringify(body)}`)
      return body
    },
    async answer(sessionId, questionId, answer) {
      const { status, body } = await call(answerQuestionRoute, { token, body: { sessionId, questionId, answer } })
      expect(status, JSON.stringify(body)).toBe(200)
      if (!('correct' in body)) throw new Error('the answer has no verdict')
      return body
    },
    async finish({ sessionId, question }, correct = (number) => number % 2 === 1, between = async () => undefined) {
      const questions = [question]
      const replies: AnswerReply[] = []
      for (let current: QuestionView | null = question; current; ) {
        const given = correct(current.number) ? 'right' : 'wrong'
        const reply: AnswerReply = await self.answer(sessionId, current.id, given)
        replies.push(reply)
        current = 'nextQuestion' in reply ? reply.nextQuestion : null
        if (current) questions.push(current)
        await between()
      }
      return { questions, replies }
    },
  }
  return self
}

/** A question that a model made, as stock; its key is `right` too. */
export const generatedQuestion = (
  fields: Pick<GeneratedQuestionDocument, 'topicId' | 'level'> & Partial<GeneratedQuestionDocument>,
): GeneratedQuestionDocument => {
  const _id = new ObjectId()
  return {
    _id,
    a: 1,
    b: fields.level - 3,
    c: 0.25,
    type: 'multiple-choice',
    text: `Fresh question ${_id}`,
    options: ['right', 'wrong', 'false', 'bad'],
    correctAnswer: 'right',
    explanation: 'As it was made.',
    audience: 'student',
    forUser: null,
    sessionId: null,
    jobId: 'job',
    status: 'ready',
    fingerprint: _id.toHexString(),
    signature: [],
    promptVersion: 'multiple-choice@1',
    logId: new ObjectId(),
    generatedAt: new Date(),
    ...fields,
  }
}
