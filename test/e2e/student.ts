/** A student with nothing but HTTP, as the README's newcomer has. */
import * as z from 'zod'
import { topicListSchema } from '../../lib/contract/people.ts'
import { answerReplySchema, type QuestionView, quizViewSchema, startedSchema } from '../../lib/contract/quiz.ts'

export type Reply = { status: number; headers: Headers; body: unknown }

export type HttpStudent = {
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  topics(): Promise<z.infer<typeof topicListSchema>['topics']>
  start(request: { topicId: string; length?: number; restart?: boolean }): Promise<z.infer<typeof startedSchema>>
  /** Answers with the first option, or with a number. */
  answer(sessionId: string, question: QuestionView): Promise<z.infer<typeof answerReplySchema>>
  look(sessionId: string): Promise<z.infer<typeof quizViewSchema>>
}

export async function tokenOf(baseUrl: string, email: string, more: object = {}): Promise<string> {
  const reply = await fetch(`${baseUrl}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, ...more }),
  })
  return z.object({ idToken: z.string() }).parse(await reply.json()).idToken
}

export function httpStudent(baseUrl: string, token: string): HttpStudent {
  const request: HttpStudent['request'] = async (method, path, body, headers = {}) => {
    const reply = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, body: text === '' ? null : JSON.parse(text) }
  }
  const accepted = async <S extends z.ZodType>(schema: S, reply: Promise<Reply>): Promise<z.output<S>> => {
    const { status, body } = await reply
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
    return schema.parse(body)
  }
  return {
    request,
    topics: async () => (await accepted(topicListSchema, request('GET', '/api/topics'))).topics,
    start: (body) => accepted(startedSchema, request('POST', '/api/quiz/start', body)),
    answer: (sessionId, { id, options }) =>
      accepted(
        answerReplySchema,
        request('POST', '/api/quiz/answer', { sessionId, questionId: id, answer: options?.[0] ?? '42' }),
      ),
    look: (sessionId) => accepted(quizViewSchema, request('GET', `/api/quiz/${sessionId}`)),
  }
}
