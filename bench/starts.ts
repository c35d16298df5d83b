/** Starts of quizzes while the model's provider hangs, on the whole local platform: nobody waits for a model. */
import { performance } from 'node:perf_hooks'
import * as z from 'zod'
import { startModelServer } from '../test/support/model-server.ts'
import { startPlatformProcess } from '../test/support/platform-process.ts'
import { quantile } from './quantile.ts'
import type { Suite } from './report.ts'

const students = 100
/** All at once, and as many at a time as a class has that has just been told to begin. */
const concurrencies = [100, 10, 1]

type Call = (path: string, body: unknown, token?: string) => Promise<{ status: number; body: unknown }>

const tokenReplySchema = z.object({ idToken: z.string() })
const topicsReplySchema = z.object({ topics: z.array(z.object({ topicId: z.string() })).min(1) })

const callOn =
  (url: string): Call =>
  async (path, body, token) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }

async function firstTopic(url: string, token: string): Promise<string> {
  const response = await fetch(`${url}/api/topics`, { headers: { authorization: `Bearer ${token}` } })
  const [topic] = topicsReplySchema.parse(await response.json()).topics
  if (!topic) throw new Error('the platform has no topic')
  return topic.topicId
}

/** Milliseconds of each start, in so many lanes. */
async function startAll(call: Call, tokens: readonly string[], topicId: string, lanes: number): Promise<number[]> {
  const waiting = [...tokens]
  const times: number[] = []
  const lane = async () => {
    for (let token = waiting.pop(); token; token = waiting.pop()) {
      const begin = performance.now()
      const { status } = await call('/api/quiz/start', { topicId }, token)
      if (status !== 201) throw new Error(`a start was answered with ${status}`)
      times.push(performance.now() - begin)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return times
}

export const suite: Suite = {
  name: 'starts',
  async run(report) {
    const model = await startModelServer({ script: ['hang'] })
    const env = { ...process.env, OPENAI_BASE_URL: model.url }
    const platform = await startPlatformProcess(['--memory', '--port', '0'], { env })
    try {
      const call = callOn(platform.url)
      for (const [round, lanes] of concurrencies.entries()) {
        report.progress(round / concurrencies.length, `${lanes} at a time`)
        const tokens: string[] = []
        for (let index = 0; index < students; index += 1) {
          const { body } = await call('/local/token', { email: `starts-${round}-${index}@school.example` })
          tokens.push(tokenReplySchema.parse(body).idToken)
        }
        const topicId = await firstTopic(platform.url, tokens[0] ?? '')
        const times = await startAll(call, tokens, topicId, lanes)
        const of = (what: string) => `${students} starts, ${lanes} at a time, while the provider hangs: ${what}`
        report.row({ what: of('median'), value: quantile(times, 0.5), unit: 'ms' })
        report.row({ what: of('p95'), value: quantile(times, 0.95), unit: 'ms', ...(lanes === 1 && { atMost: 300 }) })
      }
    } finally {
      await platform.stop()
      await model.stop()
    }
  },
}
