import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createInvocationServer } from '../../../local/function-host/invocation-server.ts'
import type { Handler } from '../../../local/function-host/run-handler.ts'

test('a handler gets the event and what Lambda says of the invocation', async () => {
  const { post } = await serve({
    'get-health': (event, context) => ({ event, context, left: context.getRemainingTimeInMillis() }),
  })
  const deadline = Date.now() + 29_000
  const reply = await post('get-health', '{"a":[1,null,"ü"]}', {
    'x-amzn-lambda-function-name': 'local-get-health',
    'x-amzn-lambda-function-version': '$LATEST',
    'x-amzn-lambda-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:local-get-health',
    'x-amzn-lambda-request-id': 'request-1',
    'x-amzn-lambda-deadline-ms': String(deadline),
  })
  expect(reply.status).toBe(200)
  const { event, context, left } = (await reply.json()) as Record<string, unknown>
  expect(event).toEqual({ a: [1, null, 'ü'] })
  expect(context).toMatchObject({
    functionName: 'local-get-health',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:local-get-health',
    memoryLimitInMB: '1024',
    awsRequestId: 'request-1',
    logGroupName: '/aws/lambda/local-get-health',
  })
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(29_000)
})

test('past the deadline no time remains', async () => {
  const { post } = await serve({ late: (_event, context) => context.getRemainingTimeInMillis() })
  const reply = await post('late', '{}', { 'x-amzn-lambda-deadline-ms': String(Date.now() - 1) })
  expect(await reply.json()).toBe(0)
})

test.each([
  ['undefined', undefined, 'null'],
  ['null', null, 'null'],
  ['a number', 7, '7'],
  ['a batch reply', { batchItemFailures: [] }, '{"batchItemFailures":[]}'],
])('a handler that returns %s replies with it as JSON', async (_what, value, text) => {
  const { post } = await serve({ give: () => value })
  const reply = await post('give', 'null')
  expect([reply.status, await reply.text()]).toEqual([200, text])
})

test.each<[string, Handler, { errorType: string; errorMessage: string }]>([
  [
    'throws',
    () => {
      throw new RangeError('too far')
    },
    { errorType: 'RangeError', errorMessage: 'too far' },
  ],
  ['rejects', async () => Promise.reject(new TypeError('no')), { errorType: 'TypeError', errorMessage: 'no' }],
  [
    'throws no error',
    () => {
      throw 'words'
    },
    { errorType: 'string', errorMessage: 'words' },
  ],
  ['returns what is not JSON', () => 10n, { errorType: 'TypeError', errorMessage: expect.stringContaining('BigInt') }],
])('a handler that %s has failed, and says so as Lambda does', async (_how, handler, error) => {
  const { post, failures } = await serve({ fail: handler })
  const reply = await post('fail', '{}')
  expect(reply.status).toBe(500)
  expect(reply.headers.get('x-amz-function-error')).toBe('Unhandled')
  expect(await reply.json()).toMatchObject({ ...error, trace: expect.any(Array) })
  expect(failures).toEqual(['fail'])
})

test('an event that is not JSON is a failed invocation of no handler', async () => {
  let called = false
  const { post } = await serve({
    never: () => {
      called = true
    },
  })
  expect((await post('never', '{"a":')).status).toBe(500)
  expect(called).toBe(false)
})

test('invocations run side by side', async () => {
  const waiting: (() => void)[] = []
  const { post } = await serve({
    meet: () =>
      new Promise<string>((resolve) => {
        waiting.push(() => resolve('met'))
        if (waiting.length === 20) for (const go of waiting) go()
      }),
  })
  const replies = await Promise.all(Array.from({ length: 20 }, () => post('meet', '{}')))
  expect(await Promise.all(replies.map((reply) => reply.json()))).toEqual(Array(20).fill('met'))
})

test('anything but a POST to a function is not found', async () => {
  const { base } = await serve({})
  expect((await fetch(`${base}/functions/get-health`)).status).toBe(404)
  expect((await fetch(`${base}/elsewhere`, { method: 'POST' })).status).toBe(404)
})

async function serve(handlers: Record<string, Handler>) {
  const failures: string[] = []
  const server = createInvocationServer({
    findHandler: async (name) => handlers[name] ?? Promise.reject(new Error('unknown')),
    failed: (name) => failures.push(name),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (name: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${base}/functions/${name}`, { method: 'POST', body, headers })
  return { base, post, failures }
}
