/**
 * `npm run invoke -- FUNCTION [events/file.json] [--data .local]`: runs one handler from its source, in this process,
 * on one event, with the variables that it has on the running local platform; prints its reply. An event that has
 * `Bearer ID-TOKEN` where a token goes is sent by an administrator of the local sign-in.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createContext, lambdaError, loadHandler } from '../local/function-host/run-handler.ts'
import { findRunningPlatform, variablesOf } from '../local/running-platform.ts'
import { functionHandlers, functionName } from '../local/stage-functions.ts'
import { signEvent } from './invoke/sign-event.ts'

/** @returns the exit code: 1 when the handler threw, 2 when it could not be called */
async function main(): Promise<number> {
  const call = await prepareCall().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return null
  })
  if (!call) return 2
  try {
    print((await call()) ?? null)
    return 0
  } catch (error) {
    print(lambdaError(error))
    return 1
  }
}

async function prepareCall(): Promise<() => Promise<unknown>> {
  const { entry, name, event, data } = readCommandLine()
  const platform = await findRunningPlatform(data)
  Object.assign(process.env, await variablesOf(name, platform))
  const signedEvent = await signEvent(event, platform.url)
  const handler = await loadHandler(entry)
  const requestId = crypto.randomUUID()
  const context = createContext({ functionName: functionName(name), requestId, deadline: Date.now() + 60_000 })
  return async () => handler(signedEvent, context)
}

/** What the handler itself prints is not its reply. */
const writeReply = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr)

const print = (value: unknown) => writeReply(`${JSON.stringify(value, null, 2)}\n`)

function readCommandLine() {
  const options = { data: { type: 'string', default: '.local' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [name = '', file = `events/${name}.json`] = positionals
  const entry = functionHandlers.get(name)
  if (entry === undefined) {
    const names = [...functionHandlers.keys()].join(', ')
    throw new Error(`usage: npm run invoke -- FUNCTION [events/file.json]\nFUNCTION is one of ${names}`)
  }
  const event: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return { entry, name, event, data: values.data }
}

process.exit(await main())
