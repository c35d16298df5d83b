import { Redis } from '@upstash/redis'
import { describe, expect, test } from 'vitest'
import { startRedisRest } from '../../../local/redis-rest/start-redis-rest.ts'
import { temporaryRedis } from '../../support/temporary-redis.ts'

const clientOptions = { retry: { retries: 0 }, automaticDeserialization: false, enableTelemetry: false }
const clientOf = (url: string, token: string) => new Redis({ url, token, ...clientOptions })

const { restUrl, restToken } = await temporaryRedis()
const redis = clientOf(restUrl, restToken)

const request = (path: string, init: RequestInit = {}) =>
  fetch(restUrl + path, { method: 'POST', headers: { authorization: `Bearer ${restToken}` }, ...init })

async function answerOf(response: Promise<Response>) {
  const { status } = await response
  return [status, await (await response).json()]
}

describe('the real client', () => {
  test.each(['', 'plain', 'OK', 'é€😀', '\0\r\n"\\', '{"a":1}', 'x'.repeat(1_000_000)])(
    'reads what it wrote: %#',
    async (text) => {
      expect(await redis.set('text', text)).toBe('OK')
      expect(await redis.get('text')).toBe(text)
    },
  )
  test('gets integers as numbers, nothing as null, statuses as text', async () => {
    await redis.del('count')
    expect(await redis.incrby('count', 41)).toBe(41)
    expect(await redis.get('missing')).toBeNull()
    expect(await redis.mget('missing', 'count')).toEqual([null, '41'])
    expect(await redis.ping()).toBe('PONG')
    expect(await redis.type('count')).toBe('string')
  })
  test('gets a hash as a flat array', async () => {
    await redis.hset('hash', { a: '1', b: 'two' })
    expect(await redis.hgetall('hash')).toEqual(['a', '1', 'b', 'two'])
    expect(await redis.zadd('scores', { score: 1.5, member: 'm' })).toBe(1)
    expect(await redis.zrange('scores', 0, -1, { withScores: true })).toEqual(['m', '1.5'])
  })
  test('runs scripts by text and by hash, nested replies included', async () => {
    const script = "return {1, KEYS[1], false, {ARGV[1], redis.status_reply('OK')}}"
    expect(await redis.eval(script, ['k'], ['ü'])).toEqual([1, 'k', null, ['ü', 'OK']])
    const sha1 = await redis.scriptLoad(script)
    expect(await redis.evalsha(sha1, ['k'], ['v'])).toEqual([1, 'k', null, ['v', 'OK']])
    await expect(redis.evalsha('0'.repeat(40), [], [])).rejects.toThrow('NOSCRIPT')
  })
  test('sends a pipeline in order, and each command has its own error', async () => {
    const replies = await redis.pipeline().set('p', 'x').incr('p').get('p').exec({ keepErrors: true })
    expect(replies.map(({ result, error }) => error ?? result)).toEqual([
      'OK',
      'ERR value is not an integer or out of range',
      'x',
    ])
  })
  test('runs a transaction whole: no other command comes between', async () => {
    await redis.set('steps', '0')
    const steps = () => redis.multi().incr('steps').incr('steps').incr('steps').exec()
    const all = await Promise.all(Array.from({ length: 50 }, steps))
    expect(all.every(([a, b, c]) => b === a + 1 && c === a + 2)).toBe(true)
    expect(await redis.get('steps')).toBe('150')
  })
  test('learns of an error', async () => {
    await redis.set('text', 'x')
    await expect(redis.lpush('text', 'y')).rejects.toThrow('WRONGTYPE')
  })
  test('is refused with another token', async () => {
    await expect(clientOf(restUrl, 'other').get('text')).rejects.toThrow('Unauthorized')
  })
})

describe('over plain HTTP', () => {
  test('a command may stand in the path, a value in the body, in any method but DELETE', async () => {
    expect(await answerOf(request('/set/h%2F1?EX=100', { body: 'value' }))).toEqual([200, { result: 'OK' }])
    expect(await answerOf(request('/get/h%2F1', { method: 'GET' }))).toEqual([200, { result: 'value' }])
    expect(await answerOf(request('/ttl/h%2F1', { method: 'PUT' }))).toEqual([200, { result: expect.any(Number) }])
    expect((await answerOf(request('/get/h%2F1', { method: 'DELETE' })))[0]).toBe(405)
  })
  test('binary values survive in base64', async () => {
    await request('/set/binary', { body: Buffer.from([0xff, 0x00, 0xfe]) })
    const headers = { authorization: `Bearer ${restToken}`, 'upstash-encoding': 'base64' }
    expect(await answerOf(request('/get/binary', { headers }))).toEqual([200, { result: '/wD+' }])
  })
  test('the token is wanted, as a header or in the query', async () => {
    expect(await answerOf(request('/ping', { headers: {} }))).toEqual([401, { error: 'Unauthorized' }])
    expect(await answerOf(request(`/ping?_token=${restToken}`, { headers: {} }))).toEqual([200, { result: 'PONG' }])
  })
  test('a failed command is a 400 with its message', async () => {
    expect(await answerOf(request('/', { body: '["GET"]' }))).toEqual([
      400,
      { error: "ERR wrong number of arguments for 'get' command" },
    ])
    expect((await answerOf(request('/', { body: '{' })))[0]).toBe(400)
  })
  test('a transaction with a command that does not exist changes nothing', async () => {
    await redis.set('whole', 'before')
    const answer = await answerOf(request('/multi-exec', { body: '[["SET","whole","after"],["NOPE"]]' }))
    expect(answer).toEqual([400, { error: 'EXECABORT Transaction discarded because of previous errors.' }])
    expect(await redis.get('whole')).toBe('before')
  })
  test('a body over 10 MiB is a 413', async () => {
    expect((await answerOf(request('/set/large', { body: Buffer.alloc(11 * 2 ** 20) })))[0]).toBe(413)
  })
  test('another response format than JSON is refused', async () => {
    const headers = { authorization: `Bearer ${restToken}`, 'upstash-response-format': 'resp2' }
    expect((await answerOf(request('/ping', { headers })))[0]).toBe(400)
  })
})

describe('when the Redis behind it dies', async () => {
  const dying = await temporaryRedis()
  const ask = (path: string) => fetch(`${dying.restUrl}${path}?_token=${dying.restToken}`)

  test('requests fail at once with 503, and work again by themselves', async () => {
    const info = await (await ask('/info/server')).text()
    process.kill(Number(/process_id:(\d+)/.exec(info)?.[1]), 'SIGKILL')
    const statuses = new Set<number>()
    while (!statuses.has(503) || statuses.size === 1) statuses.add((await ask('/ping')).status)
    expect(statuses).toEqual(new Set([200, 503]))
  })
})

test('a Redis that is not there is an error at the start', async () => {
  const address = { socketPath: '/nonexistent/valkey.sock' }
  await expect(startRedisRest({ ...address, token: 'token' })).rejects.toThrow('ENOENT')
})
