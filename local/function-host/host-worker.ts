/**
 * The thread that the functions run in. It listens at once, but no handler is loaded before the functions' variables
 * have come: what the emulator wants invoked until then waits.
 */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { createInvocationServer } from './invocation-server.ts'
import { type Handler, loadHandler } from './run-handler.ts'

const { handlers, port } = z.object({ handlers: z.map(z.string(), z.string()), port: z.int() }).parse(workerData)

const platform = parentPort
if (!platform) throw new Error('host-worker.ts is started by start-function-host.ts only')

const variablesSet = once(platform, 'message').then(([variables]) => {
  Object.assign(process.env, z.record(z.string(), z.string()).parse(variables))
})

const loaded = new Map<string, Promise<Handler>>()

const server = createInvocationServer({
  async findHandler(name) {
    await variablesSet
    const entry = handlers.get(name)
    if (entry === undefined) throw new Error(`there is no function ${name}`)
    const loading = loaded.get(name) ?? loadHandler(entry)
    loaded.set(name, loading)
    return loading
  },
  failed: (name, error) => console.error(`${name} failed:`, error),
})

server.listen(port, '127.0.0.1', () => {
  const address = server.address()
  platform.postMessage(typeof address === 'object' ? address?.port : undefined)
})
