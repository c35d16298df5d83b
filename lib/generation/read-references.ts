/**
 * Excerpts of a topic's reference material, for the prompt. Only text objects under `reference/` of the stage's own bucket
 * are read: a worker that fetched any address which a topic names could be sent into the network it runs in.
 */
import { faultOf, log } from '../platform/log.ts'
import { readObject } from '../platform/read-object.ts'

const folder = 'reference/'
const mostBytes = 12_000
const longestExcerpt = 4_000

/** @param contentRef an object key, or anything else, which has no excerpts. Never throws: a prompt does without. */
export async function readReferences(contentRef: string | undefined): Promise<string[]> {
  if (!contentRef?.startsWith(folder)) return []
  try {
    return excerptsOf(await readObject(contentRef, mostBytes))
  } catch (error) {
    log.warn('reference material cannot be read', { contentRef, error: faultOf(error) })
    return []
  }
}

/** Cut at the ends of paragraphs, where there are any. The last character may have been cut in two. */
export function excerptsOf(text: string): string[] {
  if (text.includes('\u0000')) return []
  const excerpts: string[] = []
  for (let rest = text.replace(/\uFFFD$/, '').trim(); rest.length > 0; ) {
    const end = rest.length > longestExcerpt ? rest.lastIndexOf('\n\n', longestExcerpt) : rest.length
    const length = end > 0 ? end : longestExcerpt
    excerpts.push(rest.slice(0, length).trim())
    rest = rest.slice(length).trim()
  }
  return excerpts
}
