/** No HTML, no links, no characters that hide or reorder others. */
import { plain, programsOf, proseOf, type Rule } from './rule.ts'

const elements =
  'a|abbr|article|aside|audio|b|base|blockquote|body|br|button|canvas|center|code|dd|del|details|div|dl|dt|em|embed|fieldset|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|map|marquee|math|menu|meta|nav|object|ol|option|p|param|picture|pre|q|s|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|u|ul|var|video|wbr'

/** `vector<int>` and 'a<b and b>c' are none; a known element, anything with attributes, and every closing tag is. */
const htmlForms: readonly RegExp[] = [
  new RegExp(`<(?:${elements})(?:\\s+[a-z-]+(?:\\s*=[^<>]*)?|\\s*)\\/?>`, 'i'),
  /<(?:script|img|svg|iframe|object|embed|style|link|meta|form|input|body|html|base|video|audio)\b/i,
  /<\/\s*[a-z][^<>]*>/i,
  /<[a-z][\w:-]*\s[^<>]*=[^<>]*>/i,
  /(?<![\p{L}\p{N}])<[a-z][a-z0-9-]*\s*\/?>/iu,
  /<!--|<!doctype|<!\[cdata|<\?(?:xml|php)/i,
  /&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[lg]t|amp|quot|apos|nbsp|copy|hellip|[nm]dash|times);/i,
]

const html: Rule['check'] = (question) =>
  proseOf(question)
    .map(plain)
    .filter((text) => htmlForms.some((form) => form.test(text)))
    .map((text) => `HTML: '${clip(text)}'`)

const linkForms: readonly RegExp[] = [
  /(?:https?|ftps?|wss?|file):\s?\/\//i,
  /\b(?:mailto|javascript|vbscript|tel|sms):\S/i,
  /\bdata:[a-z]+\/[a-z0-9.+-]+[;,]/i,
  /www\.[\p{L}\p{N}]/iu,
]
/** In programs dots and brackets mean other things. RFC 2606 keeps example.* for examples. */
const proseLinkForms: readonly RegExp[] = [
  /!\[[^\]]*\]\s?\(/,
  /\[[^[\]]{0,100}\p{L}{3}[^[\]]{0,100}\]\([^)]/u,
  /(?<![\p{L}\p{N}@.-])(?!example\.)(?:[a-z0-9-]{2,}\.)+(?:com|org|net|edu|gov|info|biz|io|ly|xyz|ru|cn|top|site|online|app)\b(?![\p{L}(=]|\.\p{L})/u,
]

const links: Rule['check'] = (question) => [
  ...proseOf(question)
    .filter((text) =>
      [...linkForms, ...proseLinkForms].some((form) => form.test(plain(text.replace(/`[^`]*`/g, codeAsIs)))),
    )
    .map((text) => `link: '${clip(text)}'`),
  ...programsOf(question)
    .filter((program) => linkForms.some((form) => form.test(program)))
    .map((program) => `link in a program: '${clip(program)}'`),
]

/** `object.info` is a property, but an address in code is still an address. */
const codeAsIs = (code: string) => (linkForms.some((form) => form.test(code)) ? code : '`code`')

/** Unicode categories: controls, formats (zero width, bidirectional, tags), surrogates alone, private use, unassigned. */
const hidden =
  /(?![\n\t\r])\p{Cc}|(?![\u200c\u200d])\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|[\u2028\u2029\ufffd\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\ufe00-\ufe0d]|[\u{e0100}-\u{e01ef}]/u
/** Joiners shape the letters of some scripts, and hide between those of others. */
const strayJoiner =
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{M}])[\u200c\u200d]/u
const pile = /\p{M}{5,}/u
/** Greek beside Latin is a formula (Δx, kΩ); Cyrillic is a disguise. */
const mixedScripts = /\p{Script=Latin}\p{M}*\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{M}*\p{Script=Latin}/u

const characters: Rule['check'] = (question) =>
  [...proseOf(question), ...programsOf(question)]
    .filter((text) => [hidden, strayJoiner, pile, mixedScripts].some((form) => form.test(text)))
    .map((text) => `characters that hide or disguise: ${JSON.stringify(clip(text.normalize('NFKC')))}`)

/** Messages go back to the model and into the log. */
const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text).toWellFormed()

export const markupRules: readonly Rule[] = [
  { rule: 'html', check: html },
  { rule: 'links', check: links },
  { rule: 'characters', check: characters },
]
