import { describe, expect, test } from 'vitest'
import { BadRequestError, readCommands } from '../../../local/redis-rest/read-commands.ts'

const read = (path: string, body: unknown = undefined, query = '') => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body))
  return readCommands(path, new URLSearchParams(query), bytes)
}
const single = (...command: (string | Buffer)[]) => ({ kind: 'single', command })

describe('a command in the body', () => {
  test('is an array whose numbers and booleans become their text', () => {
    expect(read('/', ['SET', 'foo', 'bar', 'EX', 100, true])).toEqual(single('SET', 'foo', 'bar', 'EX', '100', 'true'))
  })
  test.each([
    ['no JSON', Buffer.from('[')],
    ['no array', { set: 1 }],
    ['no name', []],
    ['an empty name', ['']],
    ['null as an argument', ['SET', 'a', null]],
    ['an array as an argument', ['SET', 'a', ['b']]],
  ])('is refused with %s', (_, body) => {
    expect(() => read('/', body)).toThrow(BadRequestError)
  })
})

describe('a command in the path', () => {
  test('is split at slashes, then decoded', () => {
    expect(read('/set/a%2Fb/%C3%BC/EX/100')).toEqual(single('set', 'a/b', 'ü', 'EX', '100'))
  })
  test('takes the body as it is, then the query, but not the token', () => {
    const bytes = Buffer.from([255, 0])
    expect(read('/set/foo', bytes, 'EX=100&NX&_token=secret')).toEqual(single('set', 'foo', bytes, 'EX', '100', 'NX'))
  })
  test('keeps dots and empty segments', () => {
    expect(read('/set/../')).toEqual(single('set', '..', ''))
  })
  test('is refused with a broken escape', () => {
    expect(() => read('/get/%E0%A4%A')).toThrow(BadRequestError)
  })
})

describe('many commands', () => {
  const commands = [
    ['set', 'a', 1],
    ['get', 'a'],
  ]
  const read2 = [
    ['set', 'a', '1'],
    ['get', 'a'],
  ]
  test('come through /pipeline one after the other and through /multi-exec as a transaction', () => {
    expect(read('/pipeline', commands)).toEqual({ kind: 'pipeline', commands: read2 })
    expect(read('/multi-exec', commands)).toEqual({ kind: 'transaction', commands: read2 })
  })
  test.each([[[]], [['get', 'a']], [{}]])('%j is refused', (body) => {
    expect(() => read('/pipeline', body)).toThrow(BadRequestError)
  })
})

test.each([
  ['SUBSCRIBE', 'a'],
  ['blpop', 'a', '0'],
  ['select', '1'],
  ['XREAD', 'BLOCK', '0', 'STREAMS', 's', '$'],
])('%s, which would change or hold the shared connection, is not available', (...command) => {
  expect(() => read('/', command)).toThrow('Command is not available')
})

test('XREAD without BLOCK is available', () => {
  expect(read('/', ['XREAD', 'STREAMS', 's', '0'])).toEqual(single('XREAD', 'STREAMS', 's', '0'))
})
