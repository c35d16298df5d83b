/**
 * What no student should read: a short list of word stems and phrases that have no other meaning. The subjects need their
 * own words (rape and genocide in history, sex and breast in biology, retardant in chemistry, cock and ass in literature),
 * so only what no textbook says stands here; what needs judgement is the moderation endpoint's, where one is configured.
 */

/** From the start of a word; a star lets it go on. */
const stems: readonly string[] = [
  'fuck*',
  'motherfuck*',
  'shit',
  'shitty',
  'bullshit',
  'cunt*',
  'asshole*',
  'arsehole*',
  'dickhead*',
  'bitch',
  'bitches',
  'whore*',
  'slut*',
  'wanker*',
  'blowjob*',
  'handjob*',
  'cumshot*',
  'dildo*',
  'porn',
  'porno*',
  'pornhub',
  'hentai',
  'nigger*',
  'nigga*',
  'faggot*',
  'kike',
  'kikes',
  'wetback*',
  'raghead*',
  'towelhead*',
  'shemale*',
  'tranny',
  'trannies',
  'retards',
]

const groups =
  'jews|muslims|christians|hindus|blacks|whites|women|men|gays|lesbians|immigrants|refugees|foreigners|gypsies|asians|africans|arabs|disabled people'

const phrases: readonly RegExp[] = [
  /\b(?:kill|hang|cut|hurt) yourself\b|\bkys\b/,
  /\b(?:best|easiest|painless|fastest) (?:way|method)s? (?:to|of) (?:commit(?:ting)? suicide|kill(?:ing)? (?:yourself|oneself|myself))\b/,
  /\b(?:how (?:to|do you|can you|would you)|steps to|instructions (?:for|to)) (?:make|build|cook|synthesi[sz]e|assemble)(?:ing)? (?:a |an |your own )?(?:(?:pipe |nail |homemade |car |dirty )?bombs?|explosives?|meth(?:amphetamine)?|nerve agents?|sarin|napalm|chemical weapons?|ghost guns?)\b/,
  new RegExp(
    `\\b(?:all|most|the|those)? ?(?:${groups}) are (?:all )?(?:inferior|vermin|subhuman|animals|stupid|parasites|criminals|terrorists|evil|filthy|inherently)\\b`,
  ),
  /\b(?:gas|exterminate|lynch|deport|kill) (?:all )?(?:the )?(?:jews|muslims|blacks|gays|immigrants|infidels)\s*!/,
  /\b(?:heil hitler|sieg heil|white power|blood and soil)\s*!/,
  /\b(?:child|kiddie|underage) (?:porn|erotica)|\bnude (?:children|minors|teens)\b|\bsexy (?:child|children|teens?|girls?|boys?)\b/,
]

const words = new RegExp(`\\b(?:${stems.map((stem) => stem.replace('*', '\\w*')).join('|')})\\b`)

/** Accents, full-width letters and the usual digits for letters fold; case does not matter. */
const foldSpelling = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(?<=[a-z])[013](?=[a-z])/g, (digit) => ({ 0: 'o', 1: 'i', 3: 'e' })[digit] ?? digit)
    .replace(/(?<=[a-z])[*@](?=[a-z])/g, (sign) => (sign === '@' ? 'a' : 'u'))
    .replace(/\s+/g, ' ')

/** Whether a text holds something from the list. Pure, and no judgement of meaning. */
export function isUnfit(text: string): boolean {
  const folded = foldSpelling(text)
  return words.test(folded) || phrases.some((phrase) => phrase.test(folded))
}
