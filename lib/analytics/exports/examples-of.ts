/** What one generation log teaches: how to ask is taken from it as it was sent, the answer made of what proved good. */
import type { GenerationLogDocument } from '../../contract/generation-documents.ts'

export type Example = { itemIds: string[]; reply: string }
export type Preference = { itemIds: string[]; preferred: string; rejected: string; reason: string }

export type Lessons = {
  /** null, with the reason in `rejections`, when nothing of the log is fit to learn from. */
  example: Example | null
  preferences: Preference[]
  /** Why candidates are not to be learnt from: reason -> how many. */
  rejections: Record<string, number>
}

/** @param isTrusted whether an accepted item has stood the test: in use, not reported, not of negative discrimination */
export function lessonsOf(log: GenerationLogDocument, isTrusted: (itemId: string) => boolean): Lessons {
  const forms = formsOf(log)
  const rejections: Record<string, number> = {}
  if (!forms) return { example: null, preferences: [], rejections: { unreadable: Math.max(log.candidates.length, 1) } }
  const good: { form: unknown; itemId: string }[] = []
  const bad: { form: unknown; reason: string }[] = []
  log.candidates.forEach((candidate, index) => {
    const form = forms[index]
    const reason = faultOf(candidate, isTrusted)
    if (reason === null && candidate.itemId) good.push({ form, itemId: candidate.itemId.toHexString() })
    else if (reason !== null) {
      rejections[reason] = (rejections[reason] ?? 0) + 1
      if (isWorse.has(reason.replace(/:.*$/, ''))) bad.push({ form, reason })
    }
  })
  const itemIds = good.map(({ itemId }) => itemId)
  const preferences = bad.flatMap(({ form, reason }, index) => {
    const better = good[index % good.length]
    if (!better) return []
    return [{ itemIds: [better.itemId], preferred: replyOf([better.form]), rejected: replyOf([form]), reason }]
  })
  return {
    example: good.length > 0 ? { itemIds, reply: replyOf(good.map(({ form }) => form)) } : null,
    preferences,
    rejections,
  }
}

/** Faults that make a completion worse than another; that nobody verified a question says nothing against it. */
const isWorse = new Set(['rule', 'wrong-key', 'distrusted'])

function faultOf(
  { question, problems, verification, itemId }: GenerationLogDocument['candidates'][number],
  isTrusted: (itemId: string) => boolean,
): string | null {
  if (verification && !verification.agrees) return 'wrong-key'
  const [problem] = problems
  if (problem) return `rule:${problem.rule}`
  if (!question || !itemId) return 'not-accepted'
  if (!verification) return 'not-verified'
  return isTrusted(itemId.toHexString()) ? null : 'distrusted'
}

/** In the form that the model fills in, `{"questions": [...]}`. */
export const replyOf = (forms: readonly unknown[]) => JSON.stringify({ questions: forms })

/** What the model wrote for each candidate; null when outputs and candidates cannot be matched one to one. */
export function formsOf({ calls, candidates }: GenerationLogDocument): unknown[] | null {
  const outputs = calls.filter(({ purpose }) => purpose === 'generate' || purpose === 're-ask')
  const forms = outputs.flatMap(({ rawOutput }) => questionsIn(rawOutput))
  return forms.length === candidates.length ? forms : null
}

function questionsIn(rawOutput: string | null): unknown[] {
  if (rawOutput === null) return []
  try {
    const parsed: unknown = JSON.parse(rawOutput)
    const questions = typeof parsed === 'object' && parsed !== null && 'questions' in parsed ? parsed.questions : null
    return Array.isArray(questions) ? questions : []
  } catch {
    // An output that had to be repaired is no example of how to write one.
    return []
  }
}
