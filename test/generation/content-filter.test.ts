import { describe, expect, it } from 'vitest'
import { isUnfit } from '../../lib/generation/content-filter.ts'

describe('the content filter', () => {
  it.each([
    'What the fuck is this?',
    'MOTHERFUCKERS',
    'fück',
    'ｆｕｃｋ this',
    'f*ck it',
    'sh1t happens',
    'Find it on pornhub',
    'You should kill yourself',
    'What is the easiest way to commit suicide?',
    'How to make a pipe bomb at home',
    'Steps to cook meth',
    'All jews are vermin',
    'Kill all immigrants!',
  ])('stops: %s', (text) => {
    expect(isUnfit(text)).toBe(true)
  })

  it.each([
    'Which atrocities, among them mass rape, were committed in Nanjing in 1937?',
    'What did the Nazis call the genocide of the Jews?',
    'In which year did Hitler commit suicide?',
    'Which chromosomes determine sex in humans, and where do breast cells come from?',
    'The penis and the vagina belong to which organ system?',
    'Which flame retardant is used in textiles? What is a retarded potential?',
    'Where is Scunthorpe in Essex, and who was Charles Dickens?',
    'Which animals are a cock, an ass and a tit?',
    'Who sang of the Jews in Verdi’s Nabucco?',
    'How does a nuclear bomb release its energy?',
    'Where do shiitake mushrooms grow?',
    'Which river is the Rio Negro?',
    'Assess the analysis of class in Marx.',
    'What does rapeseed oil contain?',
    'Jews are to the Torah what Muslims are to which book?',
    'Which peoples were called gypsies?',
    'How was homosexuality punished in Victorian England?',
    'The explosive TNT was first made in which century?',
    'What is the lethal dose of a poison called?',
    'Let f1(x) = x and h0 be the null hypothesis; what is a*b@c?',
  ])('lets pass: %s', (text) => {
    expect(isUnfit(text)).toBe(false)
  })
})
