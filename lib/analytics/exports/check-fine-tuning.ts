/**
 * Whether a file is one that OpenAI's fine-tuning takes: its format for chats and for preferences, and the fewest
 * examples that a job starts with. https://platform.openai.com/docs/guides/supervised-fine-tuning#formatting-your-data,
 * https://platform.openai.com/docs/guides/direct-preference-optimization#data-format
 */
import * as z from 'zod'

const fewestExamples = 10
const mostExamples = 50_000
/** As many characters as the longest context of an example, 65,536 tokens, can have at four to a token. */
const longestExample = 4 * 65_536

const spoken = z.string().min(1)
const askedSchema = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: spoken })
const replySchema = z.strictObject({ role: z.literal('assistant'), content: spoken })
const askSchema = z
  .array(askedSchema)
  .min(1)
  .refine((messages) => messages.at(-1)?.role === 'user', { error: 'the last message is not the user’s' })

const chatSchema = z.strictObject({
  messages: z
    .array(askedSchema)
    .min(2)
    .refine((messages) => messages.at(-1)?.role === 'assistant', { error: 'the last message is not the assistant’s' })
    .refine((messages) => messages.some(({ role }) => role === 'user'), { error: 'nobody asks' }),
})

const preferenceSchema = z
  .strictObject({
    input: z.strictObject({ messages: askSchema }),
    preferred_output: z.array(replySchema).length(1),
    non_preferred_output: z.array(replySchema).length(1),
  })
  .refine(({ preferred_output: [preferred], non_preferred_output: [other] }) => preferred?.content !== other?.content, {
    error: 'both outputs are the same',
  })

export type FineTuningFormat = 'chat' | 'preference'

const schemas = { chat: chatSchema, preference: preferenceSchema } as const

/** What is wrong with a line of the file, without its end; empty when nothing is. */
export function checkLine(format: FineTuningFormat, line: string): string[] {
  if (line.length > longestExample) return [`longer than ${longestExample} characters`]
  const parsed = schemas[format].safeParse(parseJson(line))
  if (parsed.success) return []
  return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`)
}

/** What is wrong with the file as a whole. */
export function checkExamples(examples: number): string[] {
  if (examples < fewestExamples) {
    return [`too few examples: ${examples}, where fine-tuning takes ${fewestExamples} at least`]
  }
  return examples > mostExamples ? [`too many examples: ${examples}, where ${mostExamples} are the most`] : []
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
