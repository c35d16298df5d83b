/** What may be learnt from a generation log, and whether a provider would take the file. */
import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { checkExamples, checkLine } from '../../lib/analytics/exports/check-fine-tuning.ts'
import { lessonsOf } from '../../lib/analytics/exports/examples-of.ts'
import { generationLog } from './generation-log.ts'

const log = generationLog(new ObjectId(), 1)
const [good, bad] = log.candidates

describe('a log', () => {
  it('teaches what was accepted, verified and trusted, in the model’s own words', () => {
    const { example, rejections } = lessonsOf(log, () => true)
    expect(JSON.parse(example!.reply).questions.map(({ text }: { text: string }) => text)).toEqual(['What is 1 + 2?'])
    expect(rejections).toEqual({ 'rule:key-in-text': 1 })
  })

  it('prefers the good question to the one that broke a rule', () => {
    const [preference] = lessonsOf(log, () => true).preferences
    expect(preference!.preferred).toContain('What is 1 + 2?')
    expect(preference!.rejected).toContain('What is 1?')
    expect(preference!.reason).toBe('rule:key-in-text')
  })

  it('prefers it to one whose key the second call did not find', () => {
    const wrong = { ...good!, itemId: null, verification: { agrees: false, answer: '5' } }
    const { preferences } = lessonsOf({ ...log, candidates: [good!, wrong] }, () => true)
    expect(preferences.map(({ reason }) => reason)).toEqual(['wrong-key'])
  })

  it('teaches nothing of an item that has lost its trust, nor of one that nobody verified', () => {
    expect(lessonsOf(log, () => false)).toMatchObject({ example: null, preferences: [], rejections: { distrusted: 1 } })
    const unverified = { ...good!, verification: null }
    expect(lessonsOf({ ...log, candidates: [unverified, bad!] }, () => true)).toMatchObject({
      example: null,
      rejections: { 'not-verified': 1 },
    })
  })

  it('teaches nothing when outputs and candidates do not match', () => {
    expect(lessonsOf({ ...log, candidates: [good!] }, () => true)).toMatchObject({
      example: null,
      rejections: { unreadable: 1 },
    })
  })
})

describe('the format', () => {
  const user = { role: 'user', content: 'Ask.' }
  const assistant = { role: 'assistant', content: 'Answer.' }
  const chat = (...messages: object[]) => checkLine('chat', JSON.stringify({ messages }))

  it('takes a chat that ends with the assistant', () => {
    expect(chat({ role: 'system', content: 'Be brief.' }, user, assistant)).toEqual([])
  })

  it.each([
    ['no answer', [user]],
    ['the user last', [user, assistant, user]],
    ['nobody asking', [{ role: 'system', content: 'x' }, assistant]],
    ['an unknown role', [{ role: 'tool', content: 'x' }, assistant]],
    ['an empty answer', [user, { role: 'assistant', content: '' }]],
    ['a name', [{ ...user, name: 'somebody' }, assistant]],
  ])('refuses %s', (_, messages) => {
    expect(chat(...messages)).not.toEqual([])
  })

  it('refuses what is no JSON', () => {
    expect(checkLine('chat', '{')).not.toEqual([])
  })

  it('takes preferences between two different outputs', () => {
    const line = (other: string) =>
      JSON.stringify({
        input: { messages: [user] },
        preferred_output: [assistant],
        non_preferred_output: [{ role: 'assistant', content: other }],
      })
    expect(checkLine('preference', line('Other.'))).toEqual([])
    expect(checkLine('preference', line('Answer.'))).toEqual([': both outputs are the same'.replace(/^/, 'the line')])
  })

  it('says when there is too little', () => {
    expect(checkExamples(9)).toEqual(['too few examples: 9, where fine-tuning takes 10 at least'])
    expect(checkExamples(10)).toEqual([])
  })
})
