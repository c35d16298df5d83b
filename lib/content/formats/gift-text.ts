/** Text within GIFT: escaping, and what its four formats mean in plain words. */
import type { TextFormat } from 'gift-pegjs'
import { Unsupported } from './reading.ts'

/** `~ = # { } :` and the backslash mean themselves after a backslash; `\n` is the end of a line. */
export const escapeGift = (text: string): string => text.replace(/[\\~=#{}:]/g, '\\$&').replaceAll('\n', '\\n')

/**
 * [plain] and [markdown] are taken as they stand; [html] and [moodle], the default, may hold HTML: paragraphs become
 * lines, entities what they stand for.
 *
 * @throws Unsupported for any other tag: students would see it
 */
export function plainText({ format, text }: TextFormat): string {
  if (format === 'plain' || format === 'markdown') return text.trim()
  const lines = (format === 'html' ? text.replace(/\s+/g, ' ') : text)
    .replace(/<br\s*\/?>\s*/gi, '\n')
    .replace(/<\/p>\s*<p(\s[^<>]*)?>/gi, '\n\n')
    .replace(/<\/?p(\s[^<>]*)?>/gi, '')
  const [tag] = /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/i.exec(lines) ?? []
  if (tag !== undefined) throw new Unsupported(`holds HTML (${tag.slice(0, 40)})`)
  return decodeEntities(lines).trim()
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const decodeEntities = (text: string) =>
  text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]+));/gi, (entity, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[name] ?? entity
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
