/**
 * One call of the model: whatever comes back, or does not, becomes a value with its outcome and a log line. Nothing thrown,
 * nothing tried twice but the reply format, and one signal over connection, headers and body.
 */
import type { ChatMessage, ModelCall } from '../contract/generation.ts'
import type { PromptDocument } from '../contract/generation-documents.ts'
import type { Clock } from '../platform/clock.ts'
import { log } from '../platform/log.ts'
import type { Model } from '../platform/openai.ts'
import { describeFailure } from './describe-failure.ts'
import { measureCall } from './measure-call.ts'
import type { OutputSchema } from './output-schema.ts'
import { type Completion, readBody, readCompletion } from './read-completion.ts'

export type ChatDeps = { model: Model; clock: Clock }

export type ChatRequest = {
  purpose: ModelCall['purpose']
  messages: readonly ChatMessage[]
  /** What the reply must look like. */
  output: OutputSchema
  /** null: the configured model. */
  model: string | null
  params: PromptDocument['params']
  /** Ends the call, wherever it is. */
  signal: AbortSignal
}

export type ChatResult = {
  call: ModelCall
  /** What the model said, as far as it may be used: whole, or cut off where the outcome is `truncated`. */
  text: string | null
  /** Of a provider that asked to be left alone for so long. */
  retryAfterSeconds: number | null
  /** The same request may well succeed at once. */
  isWorthRepeating: boolean
}

type Format = 'json_schema' | 'json_object'

/** Servers and models that refused a schema, in this execution environment. */
const withoutSchemas = new Set<string>()

export async function completeChat(deps: ChatDeps, request: ChatRequest): Promise<ChatResult> {
  const server = `${deps.model.settings.baseUrl} ${nameOf(deps, request)}`
  if (withoutSchemas.has(server)) return attempt(deps, request, 'json_object')
  const first = await attempt(deps, request, 'json_schema')
  if (!first.isBadRequest) return first
  const second = await attempt(deps, request, 'json_object')
  if (second.call.outcome !== 'provider-error') withoutSchemas.add(server)
  return second
}

type Attempt = ChatResult & { isBadRequest: boolean }

async function attempt(deps: ChatDeps, request: ChatRequest, format: Format): Promise<Attempt> {
  const began = deps.clock().getTime()
  const completion = await ask(deps, request, format)
  const call: ModelCall = {
    purpose: request.purpose,
    outcome: completion.outcome,
    model: nameOf(deps, request),
    finishReason: completion.finishReason,
    rawOutput: completion.rawOutput,
    detail: completion.detail,
    usage: completion.usage,
    cost: costOf(completion.usage, deps.model.settings.prices),
    latencyMs: Math.max(0, deps.clock().getTime() - began),
  }
  measureCall(call)
  const { rawOutput: _, ...shown } = call
  if (call.outcome === 'completed') log.info('the model was asked', { ...shown, format })
  else log.warn('the model gave no whole answer', { ...shown, format })
  const { text, retryAfterSeconds, isWorthRepeating, isBadRequest } = completion
  return { call, text, retryAfterSeconds, isWorthRepeating, isBadRequest }
}

async function ask(deps: ChatDeps, request: ChatRequest, format: Format): Promise<Completion> {
  const { client, settings } = deps.model
  const { messages, output, params, signal } = request
  try {
    // Not withResponse(): it parses, and of what it cannot parse nothing would be left to be told.
    const response = await client.chat.completions
      .create(
        {
          model: nameOf(deps, request),
          messages: format === 'json_schema' ? [...messages] : withSchemaInWords(messages, output),
          response_format:
            format === 'json_schema'
              ? { type: 'json_schema', json_schema: { name: output.name, strict: true, schema: output.schema } }
              : { type: 'json_object' },
          ...(params.temperature !== undefined && { temperature: params.temperature }),
          ...(params.maxOutputTokens !== undefined && { max_completion_tokens: params.maxOutputTokens }),
        },
        { signal },
      )
      .asResponse()
    return readCompletion(await readBody(response), settings.apiKey)
  } catch (error) {
    return describeFailure(error, { signal, apiKey: settings.apiKey, now: deps.clock() })
  }
}

const nameOf = ({ model }: ChatDeps, request: ChatRequest) => request.model ?? model.settings.model

function withSchemaInWords(messages: readonly ChatMessage[], { schema }: OutputSchema): ChatMessage[] {
  const words = `Reply with one JSON object, and nothing else, of this JSON Schema:\n${JSON.stringify(schema)}`
  return [{ role: 'system', content: words }, ...messages]
}

const costOf = (usage: ModelCall['usage'], prices: Model['settings']['prices']) =>
  usage && prices ? (usage.inputTokens * prices.input + usage.outputTokens * prices.output) / 1_000_000 : null
