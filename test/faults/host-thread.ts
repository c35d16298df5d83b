/**
 * The process under fire: a thread that runs the real handlers against the proxies and can be ended at any moment, as a
 * Lambda environment can. Its clock is the schedule's; its requests to Redis carry the invocation that they belong to.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { parentPort, workerData } from 'node:worker_threads'
import { handler as deleteMe } from '../../functions/api/people/delete-me.ts'
import { handler as abandonQuiz } from '../../functions/api/quiz/abandon-quiz.ts'
import { handler as answerQuestion } from '../../functions/api/quiz/answer-question.ts'
import { handler as getQuiz } from '../../functions/api/quiz/get-quiz.ts'
import { handler as reportQuestion } from '../../functions/api/quiz/report-question.ts'
import { handler as startQuiz } from '../../functions/api/quiz/start-quiz.ts'
import { handler as checkCode } from '../../functions/queue/check-code.ts'
import { handler as generateQuestions } from '../../functions/queue/generate-questions.ts'
import { handler as storeInteractions } from '../../functions/queue/store-interactions.ts'
import { handler as sweepQuizzes } from '../../functions/schedule/sweep-quizzes.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { closeIdleQuizzes } from '../../lib/quiz/sweep.ts'
import { createContext } from '../../local/function-host/run-handler.ts'
import { type HostReply, type HostRequest, invocationHeader } from './host-messages.ts'

const owner = parentPort
if (!owner) throw new Error('host-thread.ts is started by process.ts only')

const handlers: Record<string, unknown> = {
  'start-quiz': startQuiz,
  'answer-question': answerQuestion,
  'get-quiz': getQuiz,
  'abandon-quiz': abandonQuiz,
  'report-question': reportQuestion,
  'delete-me': deleteMe,
  'check-code': checkCode,
  'generate-questions': generateQuestions,
  'store-interactions': storeInteractions,
  'sweep-quizzes': sweepQuizzes,
  // The night's first stage; the others are no part of a quiz.
  'close-idle-quizzes': async () => closeIdleQuizzes(await quizDeps(), new Date()),
}

let clockOffset = Number(workerData)
const SystemDate = Date
globalThis.Date = new Proxy(SystemDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [SystemDate.now() + clockOffset] : given, newTarget),
  get: (target, name) => (name === 'now' ? () => SystemDate.now() + clockOffset : Reflect.get(target, name)),
})

const invocation = new AsyncLocalStorage<string>()
const systemFetch = globalThis.fetch
globalThis.fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set(invocationHeader, invocation.getStore() ?? '')
  return systemFetch(input, { ...init, headers })
}

async function invoke({ id, name, event }: Extract<HostRequest, { id: string }>): Promise<HostReply> {
  const handler = handlers[name]
  if (typeof handler !== 'function') throw new Error(`there is no handler ${name}`)
  const context = createContext({ functionName: name, requestId: id, deadline: Date.now() + 60_000 })
  try {
    return { id, reply: await invocation.run(id, () => handler(event, context)) }
  } catch (error) {
    return { id, failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

owner.on('message', (message: HostRequest) => {
  if ('clockOffset' in message) clockOffset = message.clockOffset
  else void invoke(message).then((reply) => owner.postMessage(reply))
})

owner.postMessage('ready')
