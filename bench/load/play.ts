/** Students at one of the two services, over HTTP. */
import { performance } from 'node:perf_hooks'
import * as z from 'zod'

const questionSchema = z.object({ id: z.string(), number: z.int() })
const startedSchema = z.object({ sessionId: z.string(), question: questionSchema })
const answeredSchema = z.union([
  z.object({ completed: z.literal(true), total: z.int() }),
  z.object({ nextQuestion: questionSchema }),
])
const lookSchema = z.object({ status: z.string(), answered: z.int() })

export type Quiz = { readonly token: string; readonly sessionId: string; questionId: string | null }

async function send(url: string, token: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const reply: unknown = await response.json()
  if (!response.ok) throw new Error(`${url} replied ${response.status} ${JSON.stringify(reply)}`)
  return reply
}

export async function startQuiz(url: string, token: string, topicId: string, length: number): Promise<Quiz> {
  const { sessionId, question } = startedSchema.parse(await send(`${url}/api/quiz/start`, token, { topicId, length }))
  return { token, sessionId, questionId: question.id }
}

/** Ours alone: until so many questions wait to be served. */
export const fillPool = (url: string, { token, sessionId }: Quiz, pool: number) =>
  send(`${url}/fill`, token, { sessionId, pool })

/** Milliseconds that the answer took. The quiz is at its next question then, or at its end. */
export async function answerOnce(url: string, quiz: Quiz): Promise<number> {
  const { token, sessionId, questionId } = quiz
  const answer = Math.random() < 0.6 ? 'right' : 'wrong'
  const begin = performance.now()
  const reply = await send(`${url}/api/quiz/answer`, token, { sessionId, questionId, answer })
  const took = performance.now() - begin
  const answered = answeredSchema.parse(reply)
  quiz.questionId = 'nextQuestion' in answered ? answered.nextQuestion.id : null
  return took
}

/** @throws when a quiz does not end after so many answers, all of them on record */
export async function playThrough(url: string, quiz: Quiz, length: number): Promise<void> {
  let answers = 0
  for (; quiz.questionId !== null; answers += 1) await answerOnce(url, quiz)
  const { status, answered } = lookSchema.parse(await send(`${url}/api/quiz/${quiz.sessionId}`, quiz.token))
  if (answers !== length || answered !== length || status !== 'completed') {
    throw new Error(`a quiz of ${length} ended after ${answers} answers as ${status}, with ${answered} on record`)
  }
}

/** In so many lanes, until the quizzes or the seconds are used up. */
export async function answerAll(
  url: string,
  quizzes: readonly Quiz[],
  { lanes, seconds }: { lanes: number; seconds: number },
): Promise<{ times: number[]; perSecond: number }> {
  const waiting = quizzes.filter(({ questionId }) => questionId !== null)
  const begin = performance.now()
  const deadline = begin + 1_000 * seconds
  const times: number[] = []
  const lane = async () => {
    for (let quiz = waiting.pop(); quiz; quiz = waiting.pop()) {
      while (quiz.questionId !== null && performance.now() < deadline) times.push(await answerOnce(url, quiz))
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { times, perSecond: (1_000 * times.length) / (performance.now() - begin) }
}
