import { expect, test } from 'vitest'
import { startDoor } from './start-door.ts'

const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
})

test.each(['http://localhost:5173', 'http://127.0.0.1:3000', 'https://localhost', 'http://[::1]:8080'])(
  'pages on this machine, such as %s, may call',
  async (origin) => {
    const url = await startDoor(null)
    const reply = await fetch(`${url}/api/quiz/start`, preflight(origin))
    expect(reply.status).toBe(204)
    expect(reply.headers.get('access-control-allow-origin')).toBe(origin)
    expect(reply.headers.get('access-control-allow-methods')).toContain('PATCH')
    expect(reply.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type, Idempotency-Key')
    expect(reply.headers.get('vary')).toBe('Origin')
  },
)

test.each(['https://evil.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example:80', 'null'])(
  'pages of %s may not',
  async (origin) => {
    const url = await startDoor((_incoming, response) => response.end('{}'))
    const reply = await fetch(`${url}/api/quiz/start`, preflight(origin))
    expect(reply.status).toBe(204)
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    expect(reply.headers.get('access-control-allow-methods')).toBeNull()
    const actual = await fetch(`${url}/api/topics`, { headers: { origin } })
    expect(actual.headers.get('access-control-allow-origin')).toBeNull()
  },
)

test('pages of a configured origin may call as well', async () => {
  const url = await startDoor(null, { origins: ['https://quiz.example'] })
  const allowed = await fetch(`${url}/api/topics`, preflight('https://quiz.example'))
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://quiz.example')
  const other = await fetch(`${url}/api/topics`, preflight('http://quiz.example'))
  expect(other.headers.get('access-control-allow-origin')).toBeNull()
})

test('replies say once who may read them, whatever the gateway says', async () => {
  const url = await startDoor((_incoming, response) => {
    response.setHeader('access-control-allow-origin', 'http://somebody.else').setHeader('vary', 'Origin').end('{}')
  })
  const reply = await fetch(`${url}/api/topics`, { headers: { origin: 'http://localhost:5173' } })
  expect(reply.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
  expect(reply.headers.get('access-control-expose-headers')).toBe('Location, Retry-After')
  expect(reply.headers.get('vary')).toBe('Origin')
})

test('OPTIONS never reaches a function, as on AWS', async () => {
  const url = await startDoor((_incoming, response) => response.writeHead(500).end())
  expect((await fetch(`${url}/api/topics`, { method: 'OPTIONS' })).status).toBe(204)
})
