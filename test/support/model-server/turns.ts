/** Everything that the scripted model does, and how each looks on the wire. */
import { type Ask, answerQuestions, type Plan, writeQuestions } from './answer.ts'

export const behaviours = [
  'good',
  // As good, said otherwise.
  'fenced',
  'with-prose',
  'with-thoughts',
  'without-schemas',
  'too-few',
  // As a model fails.
  'refusal',
  'length',
  'content-filter',
  'no-choices',
  'no-content',
  'prose-only',
  'answers-none',
  'answers-ambiguous',
  // As a provider fails.
  'html',
  'error-in-200',
  'cut-body',
  'closed-early',
  'hang',
  'hang-in-body',
  'trickle',
  'server-error',
  'unauthorized',
  'retry-after',
  'retry-after-ms',
  'retry-after-date',
  'too-many',
  'no-quota',
] as const
export type Behaviour = (typeof behaviours)[number]

export const isBehaviour = (name: string): name is Behaviour => behaviours.some((each) => each === name)

export type Turn = {
  status?: number
  type?: string
  headers?: Record<string, string>
  body: string
  /**
   * broken: the connection ends in the middle of what was announced; open: the rest never comes; trickle: a byte now and
   * then; silent: not even headers.
   */
  ending?: 'broken' | 'open' | 'trickle' | 'silent'
}

/** What one request gave away. */
export type Circumstances = { ask: Ask; wantsSchema: boolean; authorization: string | undefined; plan: Plan }

const json = (body: unknown, more: Omit<Turn, 'body'> = {}): Turn => ({ body: JSON.stringify(body), ...more })

const completion = (content: string | null, finish_reason = 'stop', refusal: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_767_225_600,
  model: 'scripted',
  choices: [{ index: 0, finish_reason, message: { role: 'assistant', content, refusal } }],
  usage: { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 },
})

export const sayTurn = (content: string | null, finishReason?: string): Turn => json(completion(content, finishReason))

const failure = (message: string, code: string | null = null, type = 'invalid_request_error') => ({
  error: { message, type, code, param: null },
})

const tooMany = (headers: Record<string, string>) =>
  json(failure('Slow down', 'rate_limit_exceeded', 'requests'), { status: 429, headers })

function goodWords({ ask, plan }: Circumstances): string {
  switch (ask.kind) {
    case 'questions':
      return JSON.stringify(writeQuestions(ask, plan))
    case 'verification':
      return JSON.stringify(answerQuestions(ask.questions))
    case 'unknown':
      return 'I do not know what is wanted.'
  }
}

/** A share of what the good answer would be. */
const part = (text: string, share: number) => text.slice(0, Math.floor(text.length * share))

export const turns: Record<Behaviour, (request: Circumstances) => Turn> = {
  good: (request) => sayTurn(goodWords(request)),

  fenced: (request) => sayTurn(`\`\`\`json\n${goodWords(request)}\n\`\`\``),
  'with-prose': (request) =>
    sayTurn(`Here are the [requested] questions:\n\n${goodWords(request)}\n\nLet me know if you {want} more!`),
  'with-thoughts': (request) => sayTurn(`<think>The user wants {"questions": []}. Hmm.</think>\n${goodWords(request)}`),
  'without-schemas': (request) =>
    request.wantsSchema
      ? json(failure("'response_format.type' must be 'json_object' or 'text'"), { status: 400 })
      : sayTurn(goodWords(request)),
  'too-few': ({ ask, ...rest }) =>
    sayTurn(goodWords({ ...rest, ask: ask.kind === 'questions' ? { ...ask, count: ask.count - 1 } : ask })),

  refusal: () => json(completion(null, 'stop', 'I cannot help with that.')),
  length: (request) => sayTurn(part(goodWords(request), 0.7), 'length'),
  'content-filter': (request) => sayTurn(part(goodWords(request), 0.1), 'content_filter'),
  'no-choices': () => json({ ...completion(null), choices: [] }),
  'no-content': () => sayTurn(null),
  'prose-only': () => sayTurn('Certainly! Which topic would you like questions on?'),
  'answers-none': (request) => sayTurn(answeredThroughout('none', request)),
  'answers-ambiguous': (request) => sayTurn(answeredThroughout('ambiguous', request)),

  html: () => ({ body: '<!doctype html><title>Sign in to the hotel network</title>', type: 'text/html' }),
  'error-in-200': () => json(failure('The engine is overloaded', null, 'server_error')),
  'cut-body': (request) => ({ body: part(sayTurn(goodWords(request)).body, 0.5) }),
  'closed-early': (request) => ({ body: part(sayTurn(goodWords(request)).body, 0.5), ending: 'broken' }),
  hang: () => ({ body: '', ending: 'silent' }),
  'hang-in-body': () => ({ body: '{"choices": [', ending: 'open' }),
  trickle: (request) => ({ ...sayTurn(goodWords(request)), ending: 'trickle' }),
  'server-error': () => json(failure('Something broke', null, 'server_error'), { status: 500 }),
  unauthorized: ({ authorization }) =>
    json(failure(`Incorrect API key provided: ${authorization}`, 'invalid_api_key'), { status: 401 }),
  'retry-after': () => tooMany({ 'retry-after': '7' }),
  'retry-after-ms': () => tooMany({ 'retry-after-ms': '1500', 'retry-after': '9' }),
  'retry-after-date': () => tooMany({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() }),
  'too-many': () => tooMany({}),
  'no-quota': () =>
    json(failure('You exceeded your current quota', 'insufficient_quota', 'insufficient_quota'), { status: 429 }),
}

const answeredThroughout = (answer: string, request: Circumstances): string =>
  request.ask.kind === 'verification'
    ? JSON.stringify({ answers: request.ask.questions.map(({ id }) => ({ id, answer })) })
    : goodWords(request)
