/**
 * Moodle's GIFT (https://docs.moodle.org/en/GIFT_format), read as Moodle reads it: blank lines part the questions, lines
 * that begin with // are comments, and a question's key and level stand in a comment right before it:
 * `// [id:cells-1] [tag:level:3]`. Each question is parsed by itself, so that one that is wrong does not hide the others.
 */
import { type GIFTQuestion, SyntaxError as GiftSyntaxError, parse } from 'gift-pegjs'
import { draftOf } from './gift-answers.ts'
import { type Draft, linesOf, Malformed, type Reading, readingOf } from './reading.ts'

type Line = { line: number; text: string }
type Block = { line: number; comments: string; lines: Line[] }

export const readGift = (text: string): Reading[] =>
  blocksOf(linesOf(text)).map((block, index) =>
    readingOf({ number: index + 1, line: block.line }, () => ({ ...readComments(block), ...readBlock(block) })),
  )

/** Categories are no questions: the import says which topic they go to. */
const isCategory = ({ lines: [first] }: Block) => /^\s*\$CATEGORY:/.test(first?.text ?? '')

function blocksOf(texts: readonly string[]): Block[] {
  const blocks: Block[] = []
  let open: Line[] = []
  const close = () => {
    const lines = open.filter(({ text }) => !isComment(text))
    const comments = open.flatMap(({ text }) => (isComment(text) ? [text] : []))
    const [first] = lines
    if (first) blocks.push({ line: first.line, comments: comments.join(' '), lines })
    open = []
  }
  for (const [index, text] of texts.entries()) {
    if (text.trim() === '') close()
    else open.push({ line: index + 1, text })
  }
  close()
  return blocks.filter((block) => !isCategory(block))
}

const isComment = (text: string) => text.trimStart().startsWith('//')

/** @throws Malformed */
function readComments({ comments }: Block): Draft {
  const [, id] = /\[id:([^\p{Cc}[\]]+)\]/u.exec(comments) ?? []
  const [, level] = /\[tag:level:([^\p{Cc}[\]]*)\]/u.exec(comments) ?? []
  if (level !== undefined && !/^\d$/.test(level)) throw new Malformed(`level:${level} is no level from 1 to 5`)
  return { ...(id !== undefined && { key: id.trim() }), ...(level !== undefined && { level: Number(level) }) }
}

/** @throws Malformed, Unsupported */
function readBlock({ lines }: Block): Draft {
  return draftOf(parseBlock(lines))
}

/** @throws Malformed, naming the line */
function parseBlock(lines: readonly Line[]): GIFTQuestion {
  try {
    const [question] = parse(guard(lines.map(({ text }) => text).join('\n')))
    if (question) return unguard(question)
  } catch (error) {
    if (!(error instanceof GiftSyntaxError)) throw error
    const { line } = error.location.start
    const message = error.message.replace(/\s+/g, ' ').slice(0, 300)
    throw new Malformed(message, lines[line - 1]?.line ?? lines.at(-1)?.line ?? null)
  }
  throw new Malformed('is no question')
}

/** Keeps the two signs of an arrow apart. Of the private use area: nobody's text has it. */
const divider = '\uE000'

/** Title, question, answers and what follows them; a backslash takes the next sign out of the count. */
const blockForm = /^(\s*::.*?::)?((?:\\.|[^{\\])*)(\{(?:\\.|[^{}\\])*\})?(.*)$/s

/**
 * Where the parser is stricter than Moodle: outside the answers `: = # ~` need no backslash, a colon needs none in the
 * text of an answer, and an arrow in an option does not make a matching question of a multiple choice.
 */
function guard(text: string): string {
  const [, title = '', stem = '', answers = '', tail = ''] = blockForm.exec(text) ?? []
  const isNumerical = /^\{\s*#/.test(answers) && !/^\{\s*####/.test(answers)
  const isChoice = answers.replace(/\\./gs, '').includes('~')
  const guarded = isNumerical ? answers : escapeSigns(answers, ':')
  const rest = answers === '' ? tail : escapeSigns(tail, ':=#~')
  return title + escapeSigns(stem, ':=#~') + (isChoice ? guarded.replaceAll('->', `-${divider}>`) : guarded) + rest
}

const escapeSigns = (text: string, signs: string) =>
  text.replace(/\\.|[:=#~]/gs, (found) => (signs.includes(found) ? `\\${found}` : found))

const unguard = (question: GIFTQuestion): GIFTQuestion =>
  JSON.parse(JSON.stringify(question).replaceAll(`-${divider}>`, '->'))
