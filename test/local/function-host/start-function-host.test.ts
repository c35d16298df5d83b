import { PassThrough } from 'node:stream'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startFunctionHost } from '../../../local/function-host/start-function-host.ts'

const folder = 'test/local/function-host/handlers'

test('functions have the variables of their deployment and nothing of the platform’s own', async () => {
  vi.stubEnv('BASE_URL_OF_A_TEST', 'http://127.0.0.1:1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { host, invoke } = await start()
  host.run({ GREETING: 'hello' })
  const reply = await invoke('echo', { a: 1 })
  expect(await reply.json()).toMatchObject({ event: { a: 1 }, greeting: 'hello', home: null })
  expect(process.env.GREETING).toBeUndefined()
})

test('what is invoked before the variables are known waits for them', async () => {
  const { host, invoke } = await start()
  const early = invoke('echo', {})
  await expect(Promise.race([early, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))])).resolves.toBe(
    'waits',
  )
  host.run({ GREETING: 'late' })
  expect(await (await early).json()).toMatchObject({ greeting: 'late' })
})

test('a function that throws fails alone, and what it prints is in the log', async () => {
  const { host, invoke, logged } = await start()
  host.run({})
  const reply = await invoke('misbehave', { how: 'throw' })
  expect(await reply.json()).toMatchObject({ errorType: 'RangeError', errorMessage: 'out of range' })
  expect((await invoke('echo', {})).status).toBe(200)
  expect(logged()).toContain('about to throw')
  expect(logged()).toMatch(/misbehave failed: RangeError: out of range/)
})

test('a crash is an error to its callers, and the host goes on with the same address and variables', async () => {
  const { host, invoke, said } = await start()
  host.run({ GREETING: 'again' })
  await expect(invoke('misbehave', { how: 'crash' })).rejects.toThrow()
  await vi.waitFor(async () => {
    expect(await (await invoke('echo', {})).json()).toMatchObject({ greeting: 'again' })
  })
  expect(said.join('\n')).toContain('nobody catches this')
})

test.each([
  ['no-handler', 'exports no function named handler'],
  ['absent', 'Cannot find module'],
  ['unknown', 'there is no function unknown'],
])('%s cannot be invoked, and the error says why', async (name, message) => {
  const { host, invoke } = await start()
  host.run({})
  const reply = await invoke(name, {})
  expect(reply.status).toBe(500)
  expect(await reply.json()).toMatchObject({ errorMessage: expect.stringContaining(message) })
})

async function start() {
  const log = new PassThrough()
  const chunks: string[] = []
  log.on('data', (chunk) => chunks.push(String(chunk)))
  const said: string[] = []
  const handlers = new Map(['echo', 'misbehave', 'no-handler', 'absent'].map((name) => [name, `${folder}/${name}.ts`]))
  const host = await startFunctionHost({ handlers, log, say: (line) => said.push(line) })
  onTestFinished(() => host.stop())
  const invoke = (name: string, event: unknown) =>
    fetch(host.urlOf(name), { method: 'POST', body: JSON.stringify(event) })
  return { host, invoke, said, logged: () => chunks.join('') }
}
