/**
 * A question asks; it tells neither a model nor a student to do anything else. High precision on purpose: what a pattern
 * misses still has to get past a second call that sees the text as data. After OWASP's LLM01:2025 (prompt injection).
 */
import { plain, programsOf, proseOf, type Rule } from './rule.ts'

const earlier = 'previous|prior|above|earlier|preceding|foregoing|former|existing|original|initial|system'
const orders = 'instructions?|prompts?|rules?|directions?|messages?|commands?|guidelines?|directives?|constraints?'

const toModels: readonly RegExp[] = [
  // No boundaries around the first two: glued to other letters, a model reads them all the same.
  new RegExp(
    `(?:ignore|disregard|forget|override|bypass|discard)(?:\\W+\\w+){0,4}?\\W+(?:${earlier})(?:\\W+\\w+){0,3}?\\W+(?:${orders}|text|context|content|questions?)`,
    'i',
  ),
  new RegExp(
    `(?:ignore|disregard|forget|override|bypass)\\W+(?:(?:all|any|every|everything|your|the|these|those|of|other)\\W+){0,4}(?:${orders})`,
    'i',
  ),
  /\b(?:ignore|disregard|forget) (?:all|everything|anything|what)\b[^.?!]{0,30}\b(?:above|before|told|said)\b/i,
  /\b(?:new|updated|revised|real|actual|secret|hidden) (?:system )?(?:instructions|prompt|directives)\s*:/i,
  /\b(?:reveal|print|repeat|show|output|leak|disclose)\b[^.?!]{0,30}\b(?:system prompt|your (?:instructions|prompt|rules))\b/i,
  /\bas an? (?:ai|artificial intelligence|(?:large )?language model)(?: (?:language )?(?:model|assistant|system|chatbot))?\s*(?:,|\bi\b)/i,
  /\bi(?:'m| am) (?:an? (?:ai|artificial intelligence|(?:large )?language model)|sorry,? but|unable to (?:assist|help|comply|fulfil))/i,
  /\bi (?:cannot|can't|can not|won't) (?:assist|help|comply|fulfil|provide|generate|create|answer)/i,
  /\byou are (?:now (?:an?|in|the|free|dan)\b|(?:an? )?(?:ai|chatgpt|gpt|claude|helpful assistant|language model|unrestricted|grader|verifier)\b)/i,
  /\b(?:jailbreak|developer mode|do anything now)\b/i,
  /\b(?:note|message|attention|instructions?|hint|reminder|memo)\s+(?:to|for) (?:the |all |any )?(?:ai|model|llm|assistant|grader|verifier|checker|examiner|reviewer|evaluator|chatbot|language model)s?\b/i,
  /\b(?:dear|hey|attention,?) (?:ai|model|llm|assistant|grader|verifier|checker|reviewer|chatgpt)\b/i,
  /\b(?:grader|verifier|checker|reviewer|assistant|model|llm|ai)s?,? (?:must|should|shall|needs? to|has to|have to|will|please) (?:answer|reply|respond|output|accept|agree|mark|choose|select|pick|return|say|confirm)\b/i,
  /(?<!\b(?:[Tt]he|[Aa]n|[Yy]our) )\b(?:[Rr]espond|[Rr]eply|[Aa]nswer)(?: (?:with|only|just|exactly|always|the|word|simply|using|by saying|nothing but))* (?:"[^"]{1,40}"|'[^']{1,40}'|json|option [a-e]\b|\(?[A-E]\)?(?=[\s.,!]*$|[.!,]\s))/,
  /\b(?:mark|grade|treat|count|consider|accept|score|report|declare)\b (?:this|it|the|any|every|all|that|my)\b[^.?!]{0,30}\bas (?:correct|right|verified|valid|true|accepted|safe)\b/i,
  /\b(?:give|award|grant) (?:full|maximum|all) (?:marks|points|credit|score)\b/i,
  /\b(?:begin|end|start)(?:ning)?(?: of)?[ _-]+(?:system|data|prompt|instructions?|user|assistant|untrusted)\b(?:[ _-]+(?:prompt|block|message|input))?\s*(?:[-=#*>\]]{2,}|$)/im,
]

/** In the question and its options; an explanation may say what the answer is. */
const keyAnnounced =
  /\b(?:(?:the )?(?:correct|right|true|expected|final) (?:answer|option|choice|key)|the answer|answer key|correctOptionId|correctAnswer)\s*(?:is|=|:|must be|should be|will be)\s*(?!_|\.{3}|…|\?|(?:not|given|the|an?|to|that|what|how|in|for|by|because|it|its|known|found|clear|likely|always|never)\b)["'“‘(]?[\p{L}\p{N}]|\(\s*(?:correct|right|true answer|key|answer)\s*\)\s*$/iu

/** Case matters: 'always return a favour' is no order. */
const letterOrdered =
  /\b(?:[Aa]lways|[Mm]ust|[Pp]lease|[Jj]ust|[Oo]nly|[Ss]imply) (?:choose|select|pick|answer|mark|return) (?:with )?(?:option |answer |letter )?["'(]?[A-E]\b|\b(?:[Cc]hoose|[Ss]elect|[Pp]ick|[Mm]ark) (?:option|answer|letter) ["'(]?[A-E]\b/

/** Roles and fences of chat formats: they pretend that the text ends and another speaker begins. */
const delimiters: readonly RegExp[] = [
  /<\|[^|>]{1,40}\|>|\[\/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]|<<\/?SYS>>/i,
  /^[^\S\n]{0,8}(?:#{1,6}[^\S\n]{0,8}|\*{2}|\[|["'])?(?:system|assistant|user|human|developer|ai)(?:\s*(?:prompt|message))?(?:\*{2}|\]|["'])?\s*:(?!:)/im,
  /^[^\S\n]{0,8}#{1,6}[^\S\n]{0,8}(?:system|assistant|user|instructions?|response|human|prompt)\b/im,
  /```|~~~~?|"""|<\/?(?:data|think|system|user|assistant|instructions?|question|answer|untrusted)\b[^<>]*>/i,
  /"(?:role|correctOptionId|correctAnswer|questions)"\s*:/,
]

const toStudents: readonly RegExp[] = [
  /\b(?:[Ee]-?mail|[Cc]ontact|[Cc]all|[Tt]ext|[Mm]essage|DM|[Ff]ollow|[Pp]ay|[Dd]onate to) (?:me|us|this number|your (?:teacher|instructor|parents?|tutor)|the following (?:number|address))\b/,
  /\b(?:click|tap) (?:here|on (?:the|this) (?:link|button|url))\b/i,
  /\b(?:visit|go to|open|browse|see) (?:our|my|the|this|the following) (?:website|web ?page|link|url|site|channel|profile)\b/i,
  /\b(?:enter|send|type|submit|share|give|tell|provide|post|paste)\b(?: \w+){0,3} your (?:own |full |real |home |e-?mail |phone |credit |debit |bank |card )*(?:name|password|passcode|pin|e-?mail|address|phone|number|account|credentials|card|login|location|age|photo)\b/i,
  /\b(?:download|install) (?:the|this|our|my) (?:app|file|program|software|extension|attachment)\b/i,
  /\b(?:subscribe|sign up|log ?in|register) (?:to|for|at|now|here|with)\b(?: (?:our|my|the|this|your))\b/i,
  /\bpaste\b[^.?!]{0,40}\binto (?:your|the) (?:terminal|console|browser|address bar)\b/i,
  /\b(?:skip|leave) this (?:quiz|question|test)\b|\bdo not answer this\b|\b(?:give|open) (?:up|the answer key)\b[^.?!]{0,10}\b(?:quiz|test)\b/i,
]

const fieldsForKey = ({ text, ...question }: Parameters<Rule['check']>[0]): string[] =>
  question.type === 'multiple-choice' ? [text, ...question.options] : [text]

const instructions: Rule['check'] = (question) => {
  const prose = proseOf(question)
  const comments = programsOf(question)
  const found = [
    // Lines matter to roles: the text as it stands, and folded.
    ...[...prose, ...comments]
      .flatMap((text) => [text.normalize('NFKC'), plain(text)])
      .filter((text) => toModels.some((form) => form.test(text))),
    ...prose.filter((text) => delimiters.some((form) => form.test(text.normalize('NFKC')))),
    ...[...prose, ...comments].filter((text) => toStudents.some((form) => form.test(plain(text)))),
    ...fieldsForKey(question).filter((text) => keyAnnounced.test(plain(text)) || letterOrdered.test(plain(text))),
  ]
  return found.length === 0
    ? []
    : ['text: says more than a question and its answers (an instruction, a role or a fence)']
}

export const instructionRules: readonly Rule[] = [{ rule: 'instructions', check: instructions }]
