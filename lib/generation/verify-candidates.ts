/**
 * Verification: whoever works a question out anew, without its key and with its options in another order, must come to
 * the same answer. Several questions go into one call; each is believed or dropped by itself.
 */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { CandidateQuestion } from '../contract/generation.ts'
import type { GenerationLogDocument } from '../contract/generation-documents.ts'
import { isAcceptedText, normaliseText } from '../grading/text.ts'
import { strictSchema } from './output-schema.ts'
import { dataBlock } from './render-prompt.ts'

export type Verification = NonNullable<GenerationLogDocument['candidates'][number]['verification']>

/** The grader's gate has tried a coding question on programs: there is nothing to be worked out. */
export type Verifiable = Exclude<CandidateQuestion, { type: 'coding' }>

export const verificationSchema = z.object({
  answers: z.array(z.object({ id: z.string(), answer: z.string() })),
})

export const verificationOutput = strictSchema('answers', verificationSchema)

type ShownOption = { id: string; text: string }
type Shown = { id: string; text: string; options: ShownOption[] | null }

const letters = 'ABCDEFGH'

/** Options by letters, in an order that the seed fixes and that has nothing to do with the author's. */
export function lettered(options: readonly string[], seed: string): ShownOption[] {
  const lot = (option: string) => createHash('sha256').update(`${seed}\u0000${option}`).digest('hex')
  const shuffled = options.toSorted((one, other) => (lot(one) < lot(other) ? -1 : 1))
  return shuffled.map((text, place) => ({ id: letters.charAt(place), text }))
}

const show = (question: Verifiable, place: number, seed: string): Shown => ({
  id: `q${place + 1}`,
  text: question.text,
  options: question.type === 'multiple-choice' ? lettered(question.options, `${seed}:${place}`) : null,
})

/** What stands for `{{questions}}` in the prompt `verification`: everything but the keys, as data. */
export const questionsBlock = (questions: readonly Verifiable[], seed: string): string =>
  dataBlock(
    'questions',
    questions.map((question, place) => show(question, place, seed)),
  )

/**
 * Compares what the second call says with the keys.
 * @param reply as read from the model, not believed yet
 * @param seed the one that the questions were shown with
 * @returns in the questions' order; null for one without exactly one answer
 */
export function readVerification(
  questions: readonly Verifiable[],
  reply: unknown,
  seed: string,
): (Verification | null)[] {
  const parsed = verificationSchema.safeParse(reply)
  if (!parsed.success) return questions.map(() => null)
  return questions.map((question, place) => {
    const { id, options } = show(question, place, seed)
    const [given, ...more] = parsed.data.answers.filter((answer) => answer.id === id)
    if (!given || more.length > 0) return null
    const answer = given.answer.slice(0, 500)
    return { answer, agrees: agrees(question, answer, options) }
  })
}

function agrees(question: Verifiable, answer: string, options: Shown['options']): boolean {
  if (question.type === 'text') return isAcceptedText(question, answer)
  const letter = /^\(?([a-h])[).:]?$/i.exec(answer.trim())?.[1]?.toUpperCase()
  const chosen = options?.find(({ id }) => id === letter)?.text ?? answer
  return normaliseText(chosen) === normaliseText(question.correctAnswer)
}
