/** No e-mail addresses, telephone, card, account or identity numbers: a model may have learnt real ones by heart. */
import { plain, programsOf, proseOf, type Rule } from './rule.ts'

type Kind = { name: string; form: RegExp; isReal?: (found: string) => boolean }

const kinds: readonly Kind[] = [
  // RFC 2606 keeps these domains for examples.
  {
    name: 'an e-mail address',
    form: /(?<![\w.+-])[\w.+-]{1,64}@(?!example\.)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/gi,
  },
  {
    name: 'a telephone number',
    form: /(?<![\d)]\s?)(?<!\p{L})\+[1-9]\d{0,2}[\s.-]?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,4}(?!\d|\s?[-+*/=^])|\(\d{3}\)\s?\d{3}-\d{4}\b|(?<![\d.-])\d{3}([.-])\d{3}\1\d{4}(?![\d.-])/gu,
  },
  {
    name: 'a telephone number',
    form: /\b(?:phone|telephone|tel|mobile|whatsapp|call (?:me|us)|text (?:me|us)|sms|fax)\b(?: (?:me|us|at|on|number|no|is))*[.:\s]{1,3}\+?\d[\d\s().-]{5,}\d/gi,
  },
  { name: 'a card number', form: /(?<![\d.])[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?![\d.])/g, isReal: isCardNumber },
  { name: 'a bank account', form: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, isReal: isIban },
  { name: 'an identity number', form: /(?<![\d.-])\d{3}-\d{2}-\d{4}(?![\d-])/g },
  {
    name: 'an identity number',
    form: /\b(?:ssn|social security|passport|student id|matriculation|national (?:id|insurance)|driver'?s licen[cs]e|tax id)\b(?: (?:number|no|id|is))*[.:#\s]{0,3}(?=[a-z]{0,3}[\d-]*\d{4})[a-z0-9-]{6,}/gi,
  },
]

/** ISO/IEC 7812-1, annex B: the check digit of Luhn. */
function isCardNumber(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].toReversed().map(Number)
  const weighted = digits.map((digit, place) => (place % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)))
  const sum = weighted.reduce((total, digit) => total + digit, 0)
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0 && new Set(digits).size > 2
}

/** ISO 13616: letters as 10 to 35, the first four signs at the end, and the remainder by 97 is 1. */
function isIban(found: string): boolean {
  const compact = found.replaceAll(' ', '')
  const digits = [...`${compact.slice(4)}${compact.slice(0, 4)}`].map((sign) => Number.parseInt(sign, 36)).join('')
  return compact.length >= 15 && BigInt(digits) % 97n === 1n
}

const personalData: Rule['check'] = (question) =>
  [...proseOf(question), ...programsOf(question)]
    .map(plain)
    .flatMap((text) =>
      kinds
        .filter(({ form, isReal = () => true }) => [...text.matchAll(form)].some(([found]) => isReal(found)))
        .map(({ name }) => `personal data: ${name}`),
    )

export const personalDataRules: readonly Rule[] = [{ rule: 'personal-data', check: personalData }]
