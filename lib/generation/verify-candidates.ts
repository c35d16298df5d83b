/**
 * A second opinion: the model answers a question without its key, the options in another order. Another answer, none, an
 * ambiguous question, no reply: the question is not served. What the question says is data to the model that answers it,
 * and the names of questions and options come from the seed, so that no text can know them.
 */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { CandidateProblem, CandidateQuestion, ChatMessage } from '../contract/generation.ts'
import type { PromptDocument } from '../contract/generation-documents.ts'
import { isAcceptedText } from '../grading/text.ts'
import { findJson } from './find-json.ts'
import { dataBlock, renderTemplate } from './render-prompt.ts'
import type { MultipleChoice, WrittenAnswer } from './rules/rule.ts'

/** Asks the model once. A call that comes to nothing is a failure, not an exception. */
export type Ask = (request: {
  messages: ChatMessage[]
  schema: { name: string; schema: object }
}) => Promise<{ text: string } | { failure: string }>

export type Verifier = {
  ask: Ask
  /** Its template says `{{questions}}` where they belong. */
  prompt: Pick<PromptDocument, 'messages' | 'fewShot'>
}

export type Verification = { agrees: boolean; answer: string }
/** `verification` is null where there was no answer; a question may be served when there are no problems. */
export type Verified = { verification: Verification | null; problems: CandidateProblem[] }

/** Few enough for a reply in seconds; more are asked side by side. */
const mostPerCall = 10

/**
 * In the order of the candidates. A coding question is verified by the admission gate, which runs its programs: it is not
 * asked about.
 * @param seed of the order of options; the same gives the same request
 */
export async function verifyCandidates(
  verifier: Verifier,
  candidates: readonly CandidateQuestion[],
  seed: string,
): Promise<Verified[]> {
  const posed = candidates.flatMap((question, place) => pose(question, place, seed) ?? [])
  const calls = Array.from({ length: Math.ceil(posed.length / mostPerCall) }, (_, call) =>
    posed.slice(call * mostPerCall, (call + 1) * mostPerCall),
  )
  const results = await Promise.all(calls.map((some) => askAbout(verifier, some)))
  const verified = new Map(results.flat())
  return candidates.map((_, place) => verified.get(place) ?? { verification: null, problems: [] })
}

/** A question as the model sees it. */
type Posed = {
  id: string
  /** Among the candidates. */
  place: number
  question: MultipleChoice | WrittenAnswer
  /** By the names they have for the model, in the order in which it sees them. */
  options: { id: string; text: string }[]
}

function pose(question: CandidateQuestion, place: number, seed: string): Posed | null {
  if (question.type === 'coding') return null
  const id = `q-${lot(`${seed}:${place}`).slice(0, 8)}`
  if (question.type === 'text') return { id, place, question, options: [] }
  const shuffled = question.options
    .map((text) => ({ text, lot: lot(`${seed}:${place}:${text}`) }))
    .toSorted((one, other) => (one.lot < other.lot ? -1 : 1))
  return { id, place, question, options: shuffled.map(({ text }, index) => ({ id: `o${index + 1}`, text })) }
}

const lot = (words: string) => createHash('sha256').update(words).digest('hex')

const replyForm = {
  name: 'answers',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['answers'],
    properties: {
      answers: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['id', 'working', 'answer'],
          properties: { id: { type: 'string' }, working: { type: 'string' }, answer: { type: 'string' } },
        },
      },
    },
  },
}

/** For servers that do not know schemas. */
const replyInWords =
  'Reply as {"answers": [{"id": the id of the question, "working": how you work it out, in a sentence or two, "answer": ...}]}, with one entry for each question.'

async function askAbout({ ask, prompt }: Verifier, posed: readonly Posed[]): Promise<[number, Verified][]> {
  const shown = posed.map(({ id, question, options }) => ({
    id,
    text: question.text,
    ...(options.length > 0 && { options }),
  }))
  const questions = `${dataBlock('questions', shown)}\n\n${replyInWords}`
  const messages = renderTemplate(prompt, new Map([['questions', questions]]))
  const reply = await ask({ messages, schema: replyForm })
  if ('failure' in reply)
    return posed.map(({ place }) => [place, unverified(`the second call failed: ${reply.failure}`)])
  const answers = readAnswers(reply.text)
  return posed.map((each) => [each.place, judgeAnswers(each, answers)])
}

const replySchema = z.strictObject({ answers: z.array(z.unknown()).max(100) })
const answerSchema = z.strictObject({
  id: z.string(),
  working: z.string().max(10_000).optional(),
  answer: z.union([z.string().max(600), z.number().transform(String)]),
})
type Answer = z.infer<typeof answerSchema>

/** Whatever is no answer is left out: its question goes without one. */
function readAnswers(text: string): Answer[] {
  const replies = findJson(text).values.flatMap(({ value }) => replySchema.safeParse(value).data ?? [])
  // A model that thinks in drafts says the final one last.
  return replies.at(-1)?.answers.flatMap((each) => answerSchema.safeParse(each).data ?? []) ?? []
}

function judgeAnswers(posed: Posed, answers: readonly Answer[]): Verified {
  const [given, ...others] = answers.filter(({ id }) => id.trim() === posed.id)
  if (given === undefined) return unverified('the second call left it out')
  if (others.length > 0) return unverified('the second call answered it more than once')
  const verification = compare(posed, given.answer.trim())
  const { agrees, answer } = verification
  // The key stays out of the message, which the model is to read when it tries again.
  const problems = agrees
    ? []
    : [{ rule: 'verification', message: `correctAnswer: the second call came to '${answer}'` }]
  return { verification, problems }
}

const unverified = (why: string): Verified => ({
  verification: null,
  problems: [{ rule: 'verification', message: `not verified: ${why}` }],
})

/** 'none' and 'ambiguous' never agree, not even with a key that says so: nobody could tell which of the two was meant. */
function compare({ question, options }: Posed, answer: string): Verification {
  if (/^(?:none|ambiguous)\W*$/i.test(answer)) return { agrees: false, answer }
  if (question.type === 'text') return { agrees: isAcceptedText(question, answer), answer }
  const chosen = options.find(({ id }) => id === answer.toLowerCase()) ?? options.find(({ text }) => text === answer)
  return { agrees: chosen?.text === question.correctAnswer, answer: chosen?.text ?? answer }
}
