/** A front door before a gateway that the test plays. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { LocalService } from '../../../local/front-door/local-routes.ts'
import { startFrontDoor } from '../../../local/front-door/start-front-door.ts'
import type { WebClient } from '../../../local/front-door/web-client.ts'

export const apiHost = 'abcdef01.execute-api.localhost'

type DoorOptions = { local?: Partial<LocalService>; webClient?: Partial<WebClient>; origins?: readonly string[] }

/** @param gateway null leaves nobody at the gateway's address */
export async function startDoor(gateway: RequestListener | null, options: DoorOptions = {}): Promise<string> {
  const upstream = createServer(gateway ?? undefined)
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const close = () => {
    upstream.close()
    upstream.closeAllConnections()
  }
  if (gateway) onTestFinished(close)
  else close()

  const door = await startFrontDoor({
    port: 0,
    gateway: { endpoint, host: apiHost },
    local: { describe: unexpected, mintToken: unexpected, requestNight: unexpected, ...options.local },
    webClient: { directory: null, googleClientId: null, ...options.webClient },
    origins: options.origins ?? [],
  })
  onTestFinished(() => door.stop())
  return door.url
}

const unexpected = () => Promise.reject(new Error('not expected in this test'))
