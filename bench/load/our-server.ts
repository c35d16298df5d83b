/**
 * The platform's own handlers in one process, behind a small HTTP server that makes API Gateway's events (payload format
 * 2.0), as the local platform's function host runs them. It tells its port to the process that started it, and when asked
 * its processor time, and for each request since how long its thread was at work while the request was under way.
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { ObjectId } from 'mongodb'
import * as z from 'zod'
import { toId } from '../../lib/platform/ids.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { fillLiveQuiz } from '../../lib/quiz/live-session.ts'
import { loadRecord, snapshotOf } from '../../lib/quiz/record.ts'
import { createContext, type Handler, loadHandler } from '../../local/function-host/run-handler.ts'

type Route = { readonly key: string; readonly handler: Handler }

const start: Route = { key: 'POST /api/quiz/start', handler: await loadHandler('functions/api/quiz/start-quiz.ts') }
const answer: Route = {
  key: 'POST /api/quiz/answer',
  handler: await loadHandler('functions/api/quiz/answer-question.ts'),
}
const look: Route = { key: 'GET /api/quiz/{sessionId}', handler: await loadHandler('functions/api/quiz/get-quiz.ts') }

const replySchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
})
const fillSchema = z.object({ sessionId: z.string(), pool: z.int() })

/** Copies of the quiz's questions, as generation would add them, until so many wait to be served. */
async function fillPool({ sessionId, pool }: z.infer<typeof fillSchema>): Promise<void> {
  const deps = await quizDeps()
  const record = await loadRecord(deps, toId(sessionId))
  if (!record) throw new Error(`there is no session ${sessionId}`)
  const waiting = record.questions.filter(({ servedAt }) => servedAt === null)
  const more = Array.from({ length: Math.max(0, pool - waiting.length) }, (_, index) => {
    const copy = waiting[index % waiting.length]
    if (!copy) throw new Error('there is nothing to copy')
    return { ...copy, _id: new ObjectId(), preference: 2_000 + index }
  })
  if (more.length === 0) return
  await deps.collections.questions.insertMany(more)
  await fillLiveQuiz(snapshotOf({ ...record, questions: [...record.questions, ...more] }))
}

function routeOf(path: string): Route {
  if (path === '/api/quiz/start') return start
  return path === '/api/quiz/answer' ? answer : look
}

/** Milliseconds, waiting for others left out. Of one request alone where only one is under way. */
let atWork: number[] = []

const server = createServer(async (request, response) => {
  const before = performance.eventLoopUtilization()
  const { method = 'GET', url: rawPath = '/', headers } = request
  const body = method === 'GET' ? undefined : await text(request)
  if (rawPath === '/fill') {
    await fillPool(fillSchema.parse(JSON.parse(body ?? '')))
    response.end('{}')
    return
  }
  const { key: routeKey, handler } = routeOf(rawPath)
  const requestId = randomUUID()
  const event = {
    ...{ version: '2.0', routeKey, rawPath, rawQueryString: '', headers, isBase64Encoded: false },
    ...(body !== undefined && { body }),
    ...(method === 'GET' && { pathParameters: { sessionId: rawPath.split('/').at(-1) } }),
    requestContext: {
      ...{ accountId: 'local', apiId: 'bench', domainName: 'localhost', domainPrefix: 'localhost', stage: '$default' },
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      ...{ requestId, routeKey, time: new Date().toUTCString(), timeEpoch: Date.now() },
    },
  }
  const context = createContext({ functionName: 'bench', requestId, deadline: Date.now() + 29_000 })
  const reply = replySchema.parse(await handler(event, context))
  response.writeHead(reply.statusCode, reply.headers).end(reply.body)
  atWork.push(performance.eventLoopUtilization(before).active)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('message', () => {
  process.send?.({ ...process.cpuUsage(), atWork })
  atWork = []
})
process.once('disconnect', () => process.exit())
