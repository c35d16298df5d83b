/** An admin's file, or whoever has an admin's token, cannot keep the importer busy or make it fall over: always a 4xx. */
import { beforeAll, describe, expect, test } from 'vitest'
import { importQuestionsRoute } from '../../lib/contract/routes/questions.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic } from '../support/quiz.ts'

const platform = testPlatform({ LIMIT_ADMIN_CALLS_PER_MINUTE: '1000' })
const { refused, adminToken, counts } = platform

let topicId = ''
beforeAll(async () => {
  topicId = await stockTopic(platform, 1)
  await refused(importQuestionsRoute, { token: adminToken(), body: {} })
})

const size = 60_000
const times = (text: string, length = size) => text.repeat(Math.floor(length / text.length))
const nested = (open: string, middle: string, close: string, depth: number) =>
  `${open.repeat(depth)}${middle}${close.repeat(depth)}`

const coding = (solutionPattern: string) =>
  `{"topicId":"TOPIC","questions":[{"key":"k","type":"coding","level":1,"text":"Write a function f.","correctAnswer":"const f = 1","explanation":"x","solutionPattern":${solutionPattern}}]}`

const bodies: Record<string, string> = {
  'matchers in matchers': coding(`{"v":1,"entry":"f","require":[${nested('{"not":', '"x"', '}', 5_000)}]}`),
  'lists of matchers in lists': coding(`{"v":1,"entry":"f","require":[${nested('{"anyOf":[', '"x"', ']}', 4_000)}]}`),
  'arguments in arguments': coding(`{"v":1,"entry":"f","tests":[{"args":${nested('[', '', ']', 25_000)},"expect":1}]}`),
  'maps in maps': coding(
    `{"v":1,"entry":"f","tests":[{"args":[${nested('{"$set":[', '1', ']}', 5_000)}],"expect":1}]}`,
  ),
  'a pattern of code in brackets': coding(`{"v":1,"entry":"f","require":["${nested('(', 'x', ')', 20_000)}"]}`),
  'a reference of brackets': coding('{"v":1,"entry":"f"}').replace('const f = 1', nested('[', '', ']', 20_000)),
  'five hundred questions that are wrong': `{"topicId":"TOPIC","questions":[${Array(500).fill('{"key":1}').join(',')}]}`,
}

const gift: Record<string, string> = {
  'nothing but open braces': times('{'),
  'nothing but closed braces': times('}'),
  'nothing but tildes in braces': `Q {${times('~')}}`,
  'nothing but equals signs in braces': `Q {${times('=')}}`,
  'weights without an answer': `Q {${times('~%50%')}}`,
  'feedback on feedback': `Q {=a${times('#')}}`,
  arrows: `Q {${times('=a -> ')}}`,
  colons: times('::'),
  backslashes: times('\\'),
  'comments that never end': times('// [id:'),
  'many empty questions': times('{}\n\n'),
  numbers: `Q {#${times('1..')}}`,
  entities: `Q ${times('&amp;#38;')} {`,
  tags: `[html]Q ${times('</p> <p ')} {`,
  'control characters': times('\u0000\u0001'),
}

const others: Record<string, [format: string, content: string]> = {
  'Aiken: options without end': ['aiken', `Q\n${times('A. x\n')}ANSWER: A`],
  'Aiken: nothing but answers': ['aiken', times('ANSWER: A\n')],
  'Aiken: one line': ['aiken', times('A')],
  'JSON: brackets': ['json', times('[')],
  'JSON: quotes': ['json', times('"')],
  'JSON: objects in objects': ['json', nested('{"a":', '1', '}', 8_000)],
  'JSON: __proto__': ['json', '[{"__proto__":{"type":"text"},"constructor":{"prototype":{"level":1}}}]'],
  'JSON: keys twice': ['json', `{${times('"questions":[],').slice(0, -1)}}`],
}

const cases: [string, string][] = [
  ...Object.entries(bodies),
  ...Object.entries(gift).map(([name, content]): [string, string] => [`GIFT: ${name}`, fileOf('gift', content)]),
  ...Object.entries(others).map(([name, [format, content]]): [string, string] => [name, fileOf(format, content)]),
]

function fileOf(format: string, content: string): string {
  return JSON.stringify({ topicId: 'TOPIC', format, content, level: 1 })
}

describe('a file of', () => {
  test.each(cases)('%s', async (_, text) => {
    const before = await counts()
    const rawBody = text.replace('TOPIC', topicId)
    const { status, body } = await refused(importQuestionsRoute, { token: adminToken(), rawBody })
    expect([413, 422], JSON.stringify(body).slice(0, 500)).toContain(status)
    expect(JSON.stringify(body).length).toBeLessThan(10_000)
    expect(await counts()).toEqual(before)
  })
})
