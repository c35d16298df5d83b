/**
 * Starts the real servers that the platform and the tests talk to: MongoDB, Redis behind its REST server,
 * and (unless asked not to) the AWS emulator.
 */

/** The variables that choose the servers: a plain record, so that callers decide what of their own is passed on. */
export type Environment = Readonly<Record<string, string | undefined>>

export type ServersOptions = {
  /** Where the servers keep their data; one folder per server is made in it. */
  dataDirectory: string
  /** Persist nothing that can be left out; the caller removes the folder. */
  memory: boolean
  /** Lets tests switch faults on in MongoDB (failCommand). */
  testCommands?: boolean
  /** Ports to take when they are free, as remembered from the last start; others are picked when they are not. */
  ports?: Partial<ServerPorts>
  /** What the AWS emulator is started with besides its own settings; `false` starts none. */
  aws?: { environment: Record<string, string> } | false
  /** `MONGODB_URI`, `REDIS_URL`, `UPSTASH_REDIS_REST_URL`, `AWS_ENDPOINT_URL`, `PATH`, `HOME` and the like. */
  env: Environment
  /** Receives one line for each step and for each incident. */
  say(line: string): void
}

/** Ports on 127.0.0.1; 0 where the server is not ours. */
export type ServerPorts = { mongodb: number; aws: number; redisRest: number }

export type Servers = {
  mongodb: { uri: string; name: string; version: string }
  redis: { restUrl: string; restToken: string; name: string; version: string }
  aws: { endpoint: string; name: string; version: string } | null
  ports: ServerPorts
  /** Stops what was started here, in parallel; servers that ran already are left alone. */
  stop(): Promise<void>
}

export async function startServers(_options: ServersOptions): Promise<Servers> {
  throw new Error('not built yet')
}
