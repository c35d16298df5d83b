/**
 * What HTTP itself can be made to carry, over a socket to the front door: every request is answered by a 4xx, in bounded
 * time, and whoever comes next is served.
 */
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { tokenOf } from '../e2e/student.ts'

const baseUrl = inject('baseUrl')
/** A stage on AWS has its gateway, and TLS, before it. */
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(baseUrl)

const id = '65f0c0ffee65f0c0ffee65f0'
const longestWaitMs = 15_000

/** Sends bytes as they are; the status of the first reply, or null where the connection is closed without one. */
function statusOf(bytes: Buffer | string): Promise<number | null> {
  const { hostname, port } = new URL(baseUrl)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let received = ''
    socket.setTimeout(longestWaitMs, () => {
      socket.destroy()
      reject(new Error(`no reply within ${longestWaitMs} ms`))
    })
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(received) ?? []
      if (status === undefined) return
      socket.destroy()
      resolve(Number(status))
    })
    socket.on('close', () => resolve(null))
    // The other side may hang up on what it will not read to its end.
    socket.on('error', () => resolve(null))
  })
}

type Parts = { line?: string; headers?: readonly string[]; body?: Buffer | string; measured?: boolean }

describe.runIf(local)('the front door', () => {
  let authorization = ''
  beforeAll(async () => {
    authorization = `Authorization: Bearer ${await tokenOf(baseUrl, 'abuser@school.example')}`
  })

  const start = 'POST /api/quiz/start'
  const json = 'Content-Type: application/json'
  const request = ({ line = start, headers = [json], body = '', measured = true }: Parts) => {
    const length = measured ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
    const head = [`${line} HTTP/1.1`, 'Host: 127.0.0.1', authorization, ...length, ...headers, '', '']
    return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), Buffer.from(body)])
  }
  const get = (path: string, headers: readonly string[] = []) => request({ line: `GET ${path}`, headers })
  const chunked = (...chunks: string[]) =>
    request({
      headers: [json, 'Transfer-Encoding: chunked'],
      measured: false,
      body: `${chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`,
    })
  const topic = JSON.stringify({ topicId: id })

  const cases: Record<string, () => Buffer> = {
    'a path with NUL, encoded': () => get('/api/topics/%00'),
    'a path in overlong UTF-8': () => get('/api/topics/%c0%ae%c0%ae%c0%afetc%c0%afpasswd'),
    'a path of half an encoding': () => get('/api/topics/%'),
    'a path of no encoding': () => get('/api/topics/%zz'),
    'a path with lone continuation bytes': () => get('/api/topics/%80%bf'),
    'an id encoded twice': () => get(`/api/topics/%2536${id.slice(1)}`),
    'a path that climbs': () => get('/api/topics/../../../../etc/passwd'),
    'a path that climbs, encoded': () => get('/api/topics/..%2f..%2f..%2fetc%2fpasswd'),
    'a path that climbs with backslashes': () => get('/api/topics/..%5c..%5cwindows'),
    'a path with a semicolon': () => get('/api/topics;jsessionid=1'),
    'a path in capitals': () => get('/API/TOPICS'),
    'a path with two slashes': () => get('//api//topics'),
    'a path of ten kilobytes': () => get(`/api/topics/${'a'.repeat(10_000)}`),
    'an address of another host': () => get('http://169.254.169.254/latest/meta-data/'),
    'a query key twice': () => get('/api/topics?a=1&a=2'),
    'a query of operators': () => get('/api/topics?topicId[$ne]=1&$where=1'),
    'a query of __proto__': () => get('/api/topics?__proto__[admin]=1&constructor.prototype.admin=1'),
    'a query in broken encoding': () => get('/api/topics?a=%ff%fe&%c0%80=%'),
    'a thousand query keys': () => get(`/api/topics?${Array.from({ length: 1_000 }, (_, n) => `k${n}=1`).join('&')}`),
    'a method that there is not': () => request({ line: 'BREW /api/topics' }),
    TRACE: () => request({ line: 'TRACE /api/topics' }),
    'another method in a header': () =>
      request({ line: `POST /api/topics/${id}`, headers: [json, 'X-HTTP-Method-Override: GET'], body: '{}' }),
    'a header of twenty kilobytes': () => get('/api/topics', [`X-Long: ${'x'.repeat(20_000)}`]),
    'three thousand headers': () =>
      get(
        '/api/topics',
        Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1`),
      ),
    'a header with NUL': () => get('/api/topics', ['X-Nul: a\0b']),
    'a header without a name': () => get('/api/topics', [': x']),
    'a header that is folded': () => get('/api/topics', ['X-Folded: a\r\n b\r\n : c']),
    'a header of two lengths': () => request({ headers: [json, 'Content-Length: 5'], body: topic }),
    'a length and chunks': () => request({ headers: [json, 'Transfer-Encoding: chunked'], body: topic }),
    'a negative length': () => request({ headers: [json, 'Content-Length: -1'], measured: false }),
    'a length that is no number': () => request({ headers: [json, 'Content-Length: ten'], measured: false }),
    'chunks of broken JSON': () => chunked('{"topicId"', ':'),
    'chunks of an unknown topic': () => chunked(topic.slice(0, 9), topic.slice(9)),
    'a chunk of no size': () =>
      request({ headers: [json, 'Transfer-Encoding: chunked'], measured: false, body: 'zz\r\n{}\r\n0\r\n\r\n' }),
    'a gzipped body': () => request({ headers: [json, 'Content-Encoding: gzip'], body: gzipSync(topic) }),
    'a bomb of gzip': () =>
      request({ headers: [json, 'Content-Encoding: gzip'], body: gzipSync(Buffer.alloc(20_000_000, 0x20)) }),
    'a body of eleven megabytes': () => request({ body: Buffer.alloc(11 * 1024 * 1024, 0x20) }),
    'a body of a megabyte': () => request({ body: Buffer.alloc(1024 * 1024, 0x20) }),
    'deep JSON': () => request({ body: `${'['.repeat(30_000)}${']'.repeat(30_000)}` }),
    'deep objects': () => request({ body: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}` }),
    'ten thousand keys': () => request({ body: `{${Array.from({ length: 6_000 }, (_, n) => `"k${n}":1`).join(',')}}` }),
    'a number of sixty thousand digits': () => request({ body: `{"topicId":"${id}","length":${'9'.repeat(60_000)}}` }),
    __proto__: () => request({ body: '{"__proto__":{"length":5},"constructor":{"prototype":{}}}' }),
    'a key twice': () => request({ body: `{"topicId":{"$ne":1},"topicId":"${id}"}` }),
    'UTF-16': () => request({ body: Buffer.from(`\ufeff${topic}`, 'utf16le') }),
    'overlong UTF-8 in the body': () =>
      request({ body: Buffer.concat([Buffer.from('{"topicId":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]) }),
    'a form': () => request({ headers: ['Content-Type: application/x-www-form-urlencoded'], body: `topicId=${id}` }),
    'a form with files': () =>
      request({ headers: ['Content-Type: multipart/form-data; boundary=x'], body: `--x\r\n\r\n${topic}\r\n--x--` }),
    'XML with an entity': () =>
      request({
        headers: ['Content-Type: application/xml'],
        body: '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
      }),
    'a type that begins as JSON': () =>
      request({ headers: ['Content-Type: application/json-patch+json'], body: topic }),
    'a type that ends as JSON': () => request({ headers: ['Content-Type: text/plain, application/json'], body: topic }),
    'two types': () => request({ headers: ['Content-Type: text/plain', json], body: topic }),
    'no type': () => request({ headers: [], body: topic }),
    'two tokens': () => get('/api/topics', ['Authorization: Bearer x', 'Authorization: Bearer y']),
    'a token in the query': () => get(`/api/topics?access_token=${authorization.split(' ').at(-1)}`),
  }

  test.each(Object.keys(cases))('answers %s with a 4xx', async (name) => {
    const status = await statusOf(cases[name]!())
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })

  test('serves whoever comes next', async () => {
    expect(await statusOf(get('/api/topics'))).toBe(200)
    expect(await statusOf(get('/health'))).toBe(200)
  })
})
