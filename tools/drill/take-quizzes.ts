/** Students who take quiz after quiz by HTTP, and try again, with the very same request, what was answered by 5xx. */
import * as z from 'zod'

/** An answer that the platform has confirmed. */
export type Answered = { sessionId: string; questionId: string; correct: boolean | null }

const questionSchema = z.object({ id: z.string(), options: z.array(z.string()).nullable() })
const startedSchema = z.object({ sessionId: z.string(), question: questionSchema })
const answeredSchema = z.object({ correct: z.boolean().nullable(), nextQuestion: questionSchema.nullish() })
const topicsSchema = z.object({ topics: z.array(z.object({ topicId: z.string() })).min(1) })

export type Taking = {
  students: number
  /** Between two answers; six times as long between two quizzes, since a student may start ten a minute. */
  paceMs: number
  /** Asked before each quiz. */
  over(): boolean
}

/** @throws when a request is refused, or not answered well within a minute */
export async function takeQuizzes(url: string, { students, paceMs, over }: Taking): Promise<Answered[]> {
  const all = Array.from({ length: students }, async (_, number) => {
    const ask = caller(url, await tokenOf(url, `drill.${number}@school.example`))
    const { topics } = topicsSchema.parse(await ask('GET', '/api/topics'))
    const answered: Answered[] = []
    for (let quiz = 0; !over(); quiz += 1) {
      const topicId = topics[(number + quiz) % topics.length]?.topicId
      answered.push(...(await takeQuiz(ask, { topicId, length: 10 }, paceMs)))
      await pause(6 * paceMs)
    }
    return answered
  })
  return (await Promise.all(all)).flat()
}

type Ask = (method: string, path: string, body?: object) => Promise<unknown>

async function takeQuiz(ask: Ask, request: object, paceMs: number): Promise<Answered[]> {
  const answered: Answered[] = []
  const { sessionId, question } = startedSchema.parse(await ask('POST', '/api/quiz/start', request))
  for (let next: z.infer<typeof questionSchema> | null | undefined = question; next; ) {
    const body = { sessionId, questionId: next.id, answer: next.options?.[0] ?? '42' }
    const { correct, nextQuestion } = answeredSchema.parse(await ask('POST', '/api/quiz/answer', body))
    answered.push({ sessionId, questionId: next.id, correct })
    next = nextQuestion
    await pause(paceMs)
  }
  return answered
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function tokenOf(url: string, email: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(`${url}/local/token`, { method: 'POST', headers, body: JSON.stringify({ email }) })
  return z.object({ idToken: z.string() }).parse(await reply.json()).idToken
}

function caller(url: string, token: string): Ask {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return async (method, path, body) => {
    const deadline = Date.now() + 60_000
    for (;;) {
      const reply = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      if (reply.ok) return reply.json()
      const retried = reply.status >= 500 || reply.status === 429
      if (!retried || Date.now() > deadline) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
      await pause(1_000 * Number(reply.headers.get('retry-after') ?? 1))
    }
  }
}
