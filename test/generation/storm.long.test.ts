/** A provider that hangs, or answers 429 to everything, while a hundred students start at once: nobody notices. */
import { expect, onTestFinished, test } from 'vitest'
import type { AnswerReply, QuestionView } from '../../lib/contract/quiz.ts'
import { startModelServer } from '../support/model-server.ts'
import { startPlatformProcess } from '../support/platform-process.ts'

const students = 100

type Started = { sessionId: string; question: QuestionView }

/** Nothing that names servers: the platform starts its own. */
const kept = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME']

async function startedPlatform(modelUrl: string) {
  const env = { ...Object.fromEntries(kept.map((name) => [name, process.env[name]])), OPENAI_BASE_URL: modelUrl }
  const platform = await startPlatformProcess(['--memory', '--port', '0'], { env })
  onTestFinished(async () => {
    await platform.stop()
  })
  const post = async <T>(path: string, body: unknown, token?: string) => {
    const response = await fetch(`${platform.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as T }
  }
  const tokenOf = async (index: number): Promise<string> =>
    (await post<{ idToken: string }>('/local/token', { email: `storm-${index}@school.example` })).body.idToken
  const topics = async (token: string): Promise<string> => {
    const response = await fetch(`${platform.url}/api/topics`, { headers: { authorization: `Bearer ${token}` } })
    const { topics } = (await response.json()) as { topics: { topicId: string; title: string }[] }
    return topics[0]!.topicId
  }
  return { post, tokenOf, topics }
}

test.each(['hang', 'too-many'] as const)(
  'with a provider that does nothing but %s, 100 starts at once are 100 quizzes, and each can be finished',
  { timeout: 300_000 },
  async (behaviour) => {
    const model = await startModelServer({ script: [behaviour] })
    onTestFinished(() => model.stop())
    const { post, tokenOf, topics } = await startedPlatform(model.url)
    const tokens = await Promise.all(Array.from({ length: students }, (_, index) => tokenOf(index)))
    const topicId = await topics(tokens[0]!)

    const started = await Promise.all(
      tokens.map((token) => post<Started>('/api/quiz/start', { topicId, length: 5 }, token)),
    )
    expect(started.map(({ status }) => status)).toEqual(Array(students).fill(201))

    const ends = await Promise.all(
      started.map(async ({ body }, index) => {
        let question: QuestionView | null = body.question
        let last: AnswerReply | null = null
        while (question) {
          const { sessionId } = body
          const asked: QuestionView = question
          const answer = { sessionId, questionId: asked.id, answer: asked.options ? 'A' : '1' }
          const reply: { status: number; body: AnswerReply } = await post<AnswerReply>(
            '/api/quiz/answer',
            answer,
            tokens[index],
          )
          expect(reply.status).toBe(200)
          last = reply.body
          question = 'nextQuestion' in reply.body ? reply.body.nextQuestion : null
        }
        return last
      }),
    )
    for (const end of ends) expect(end).toMatchObject({ completed: true, total: 5 })
    expect(model.requests.length).toBeGreaterThan(0)
  },
)
