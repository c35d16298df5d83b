/** Three hundred students at once, each from the start of a quiz to its end, on the whole local platform. */
import { performance } from 'node:perf_hooks'
import * as z from 'zod'
import { startPlatformProcess } from '../test/support/platform-process.ts'
import { quantile } from './quantile.ts'
import type { Suite } from './report.ts'
import { sizeOf } from './sizes.ts'

const students = sizeOf('BENCH_QUIZZES', 300)
const length = 10

const tokenReplySchema = z.object({ idToken: z.string() })
const topicsReplySchema = z.object({ topics: z.array(z.object({ topicId: z.string(), title: z.string() })).min(1) })
const questionSchema = z.object({ id: z.string(), options: z.array(z.string()).nullable() })
const startedSchema = z.object({ sessionId: z.string(), question: questionSchema })
const answeredSchema = z.union([
  z.object({ completed: z.literal(true), total: z.int() }),
  z.object({ nextQuestion: questionSchema }),
])

const limits = { LIMIT_ANSWERS_PER_MINUTE: '1000000', LIMIT_STARTS_PER_MINUTE: '1000000' }

/** Without code, whose verdicts a queue may have to give: these students never poll. */
const topicTitle = 'Biology'

async function send(url: string, { token, body }: { token?: string; body?: unknown }): Promise<unknown> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${response.status} for ${url}: ${await response.text()}`)
  return response.json()
}

/** Milliseconds of each answer. @throws when any request fails, or the quiz does not end after all its answers */
async function takeQuiz(url: string, token: string, topicId: string, answered: (ms: number) => void): Promise<void> {
  const started = await send(`${url}/api/quiz/start`, { token, body: { topicId, length } })
  const { sessionId, question: first } = startedSchema.parse(started)
  let question: z.infer<typeof questionSchema> | null = first
  let answers = 0
  while (question) {
    const { id, options }: z.infer<typeof questionSchema> = question
    const answer = options?.[answers % options.length] ?? '42'
    const begin = performance.now()
    const reply = await send(`${url}/api/quiz/answer`, { token, body: { sessionId, questionId: id, answer } })
    answered(performance.now() - begin)
    answers += 1
    const parsed = answeredSchema.parse(reply)
    question = 'nextQuestion' in parsed ? parsed.nextQuestion : null
  }
  if (answers !== length) throw new Error(`a quiz of ${length} ended after ${answers} answers`)
}

export const suite: Suite = {
  name: 'quizzes',
  async run({ row, note, progress }) {
    const platform = await startPlatformProcess(['--memory', '--port', '0'], { env: { ...process.env, ...limits } })
    try {
      const { url } = platform
      const tokens: string[] = []
      for (let index = 0; index < students; index += 1) {
        const body = { email: `quizzes-${index}@school.example` }
        tokens.push(tokenReplySchema.parse(await send(`${url}/local/token`, { body })).idToken)
      }
      const { topics } = topicsReplySchema.parse(await send(`${url}/api/topics`, { token: tokens[0] ?? '' }))
      const topic = topics.find(({ title }) => title === topicTitle)
      if (!topic)
        throw new Error(`there is no topic ${topicTitle} among ${topics.map(({ title }) => title).join(', ')}`)
      const times: number[] = []
      const began = performance.now()
      const outcomes = await Promise.allSettled(
        tokens.map((token) =>
          takeQuiz(url, token, topic.topicId, (milliseconds) => {
            times.push(milliseconds)
            progress(times.length / (students * length), `${times.length} answers`)
          }),
        ),
      )
      const seconds = (performance.now() - began) / 1_000
      const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
      const of = (what: string) => `${students} quizzes of ${length} at once: ${what}`
      row({ what: of('quizzes that failed'), value: failures.length, unit: 'quizzes', atMost: 0 })
      for (const share of [0.5, 0.95, 0.99]) {
        row({ what: of(`an answer, p${100 * share}`), value: quantile(times, share), unit: 'ms' })
      }
      row({ what: of('answers'), value: times.length / seconds, unit: 'answers/s' })
      row({ what: of('from the first start to the last end'), value: seconds, unit: 's' })
      if (failures[0] !== undefined) note(`the first failure: ${failures[0]}`)
      note('The gateway is an emulator in Python on the same machine: its time is in every answer.')
    } finally {
      await platform.stop()
    }
  },
}
