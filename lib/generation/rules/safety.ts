/** What must not stand in any question: markup, links, people's data, instructions, words that hurt, hidden characters. */
import { type Check, proseOf, textsOf } from './rule.ts'

const inProse =
  (pattern: RegExp, message: string): Check =>
  (question) =>
    textsOf(question).some((text) => pattern.test(proseOf(text))) ? message : null

const inText =
  (pattern: RegExp, message: string): Check =>
  (question) =>
    textsOf(question).some((text) => pattern.test(text)) ? message : null

export const noHtml = inProse(
  /<\/?(a|b|i|u|p|br|hr|div|span|img|svg|math|script|style|iframe|object|embed|form|input|button|table|t[rdh]|ul|ol|li|h[1-6]|pre|code|em|strong|video|audio|link|meta)\b[^<>]*>|<!--|&(?:#\d+|#x[\da-f]+|lt|gt|amp|quot|nbsp);|javascript:/i,
  'no HTML: write plain text',
)

export const noLinks = inProse(/\b(?:https?|ftp|data):\/?\/?\S|\bwww\.\S|\]\(\S/i, 'no links')

/** E-mail addresses, international telephone numbers, payment cards by their grouping, IBANs, US social security numbers. */
export const noPersonalData = inProse(
  /[\w.+-]+@[\w-]+\.[a-z]{2,}|\+\d{1,3}[\s.-]?\(?\d{2,4}\)?(?:[\s.-]\d{2,4}){2,}|\b\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}\b|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b|\b\d{3}-\d{2}-\d{4}\b/,
  'no personal data: no addresses, telephone or card numbers',
)

export const noInstructions = inText(
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|all|your|these|the)\b.{0,20}\b(?:instructions?|prompts?|rules?|messages?|context)\b|\bsystem (?:prompt|message)\b|\bas an ai\b|\blanguage model\b.{0,40}\b(?:must|should|cannot|can't|instructed)\b|^\s*(?:system|assistant|user|developer)\s*:(?=\s)|<\/?(?:data|system|assistant|user|instructions?)\b|<\|[^|]*\||\[\/?inst\]|\bmark (?:this|the|my|every|any) (?:answer|response|question)s?\b.{0,20}\b(?:as )?(?:correct|right)\b|\balways (?:choose|select|pick|answer)\b/im,
  'no instructions: a question only asks',
)

/** The stem may not say which answer is right, to a student or to whoever verifies it. */
export const stemNamesNoAnswer: Check = ({ text }) =>
  /\b(?:the )?(?:correct|right|expected) (?:answer|option|choice)\s*(?:is|:|=)\s*\S/i.test(text) ||
  /\b(?:the answer|answer key)\s*(?:is\b(?! *(?:a|an|the|called|given|written|to)\b)|:)/i.test(text)
    ? 'the question names its own answer'
    : null

/** Controls but line breaks and tabs; zero-width and direction marks; tags; private use; halves of surrogate pairs. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]|[\u{e0000}-\u{e0fff}]|\p{Co}|\p{Cs}/u

export const noHiddenCharacters: Check = (question) =>
  textsOf(question).some((text) => hidden.test(text)) ? 'no control characters and no invisible ones' : null

/**
 * Words that no quiz needs: vulgarities and slurs, pornography, calls to hurt oneself. Whole words, so that places, plants
 * and proper names stay; what is cruel but history (genocide, slavery, execution) is a subject, not a word to filter.
 */
export const noOffence = inText(
  /\b(?:f+u+c+k\w*|motherf\w+|(?:bull)?shit(?:ty|s)?|cunts?|bitch(?:es)?|assholes?|bastards?|whores?|sluts?|wank(?:er|ers|ing)|nigg(?:er|ers|a|as)|fagg?ots?|trann(?:y|ies)|retards?|kikes?|chinks?|spics?|porn\w*|blowjobs?|cumshots?|kill (?:yourself|yourselves)|kys)\b/i,
  'not fit for students',
)
