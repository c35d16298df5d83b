/**
 * A model at the other end of a real wire: speaks OpenAI's protocol, writes questions that it can solve itself, answers
 * verification truthfully, and misbehaves on request in every way that a provider has been seen to.
 *
 * Verification is understood as a data block `questions` with `[{id, text, options: [{id, text}] | null}]`, and answered
 * with `{"answers": [{id, answer}]}`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { type Ask, type Plan, readAsk } from './model-server/answer.ts'
import { type FineTuning, fineTuningOf } from './model-server/fine-tuning.ts'
import { seededRandom } from './model-server/random.ts'
import { type Behaviour, sayTurn, type Turn, turns } from './model-server/turns.ts'

export type ModelRequest = { path: string; authorization: string | undefined; body: ChatBody; ask: Ask }

type ChatBody = {
  model?: string
  messages?: { role: string; content: string }[]
  response_format?: { type: string; json_schema?: { name: string; strict: boolean; schema: object } }
  input?: string | string[]
}

export type ModelServer = {
  /** For OPENAI_BASE_URL. */
  url: string
  /** As they came. */
  requests: ModelRequest[]
  /** What was uploaded, and the jobs that teach a model with it. */
  fineTuning: FineTuning
  /** Texts of questions that were given a wrong key. */
  planted: Set<string>
  /** One behaviour for each request to come; the last one stays. */
  play(...script: (Behaviour | ((request: ModelRequest) => Behaviour))[]): void
  /** Has this said, word for word, to whatever is asked, until the next `play`. */
  say(text: string): void
  /** Forgets what was asked, and writes from then on what a new server of this seed would. */
  beginAgain(seed: number): void
  stop(): Promise<void>
}

export type ModelServerOptions = { port?: number; script?: Behaviour[]; wrongKeys?: number; seed?: number }

export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { port = 0, wrongKeys = 0, seed = 1 } = options
  const plan: Plan = { random: seededRandom(seed), wrongKeys, planted: new Set() }
  const requests: ModelRequest[] = []
  let script: (Behaviour | ((request: ModelRequest) => Behaviour))[] = options.script ?? ['good']
  let words: string | null = null

  const fineTuning = fineTuningOf()

  const server = createServer(async (incoming, response) => {
    if (await fineTuning.take(incoming, response)) return
    const request = await readRequest(incoming)
    requests.push(request)
    const next = (script.length > 1 ? script.shift() : script[0]) ?? 'good'
    const behaviour = typeof next === 'function' ? next(request) : next
    perform(response, words === null ? turnOf(behaviour, request, plan) : sayTurn(words))
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    fineTuning,
    planted: plan.planted,
    play(...behaviourOfEach) {
      script = behaviourOfEach
      words = null
    },
    say(text) {
      words = text
    },
    beginAgain(other) {
      requests.length = 0
      plan.random = seededRandom(other)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function readRequest(incoming: IncomingMessage): Promise<ModelRequest> {
  const body: ChatBody = JSON.parse((await readText(incoming)) || '{}')
  const ask = readAsk(body.messages?.at(-1)?.content ?? '')
  return { path: incoming.url ?? '/', authorization: incoming.headers.authorization, body, ask }
}

function turnOf(behaviour: Behaviour, { path, body, ask, authorization }: ModelRequest, plan: Plan): Turn {
  if (path.endsWith('/moderations') && behaviour === 'good') return { body: JSON.stringify(moderationOf(body)) }
  const wantsSchema = body.response_format?.type === 'json_schema'
  return turns[behaviour]({ ask, wantsSchema, authorization, plan })
}

/** Flags what says `forbidden`. */
const moderationOf = ({ input = [] }: ChatBody) => ({
  id: 'modr-1',
  model: 'scripted',
  results: [input].flat().map((text) => ({ flagged: text.includes('forbidden'), categories: {} })),
})

function perform(response: ServerResponse, { status = 200, type, headers, body, ending }: Turn): void {
  if (ending === 'silent') return
  const announced = ending === 'broken' ? { 'content-length': String(Buffer.byteLength(body) * 2) } : {}
  response.writeHead(status, { 'content-type': type ?? 'application/json', ...headers, ...announced })
  if (ending === undefined) response.end(body)
  else if (ending === 'trickle') trickle(response, body)
  else response.write(body, () => ending === 'broken' && response.destroy())
}

/** A byte now and then, for ever as far as anybody cares to wait. */
function trickle(response: ServerResponse, body: string): void {
  let sent = 0
  const timer = setInterval(() => {
    response.write(body.charAt(sent))
    sent += 1
    if (sent >= body.length) response.end()
  }, 20)
  response.on('close', () => clearInterval(timer))
}
