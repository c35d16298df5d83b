/** What starting any one of the servers needs to know, and the steps that all of them share. */
import { findPython } from './find-python.ts'
import { pickPort } from './pick-port.ts'
import { ensurePythonEnvironment, type PythonEnvironment } from './python-environment.ts'
import { type RunningServer, type ServerProgram, ServerStartError, superviseServer } from './supervise-server.ts'
import type { Environment } from './user-cache.ts'

/** Ports on 127.0.0.1; 0 where the server is not ours. */
export type ServerPorts = { mongodb: number; aws: number; redisRest: number }

export type AwsOptions = {
  /** What the emulator is started with besides its own settings. */
  environment: Record<string, string>
  /** Has it speak TLS, for policies that ask for that; whoever calls it, this process included, must trust it. */
  certificate?: Certificate
}

/** Files, in PEM. */
export type Certificate = { certificate: string; key: string }

export type ServersOptions = {
  /** Where the servers keep their data; one folder per server is made in it. */
  dataDirectory: string
  /** Persist nothing that can be left out; the caller removes the folder. */
  memory: boolean
  /** Lets tests switch faults on in MongoDB (failCommand). @default false */
  testCommands?: boolean
  /** Ports to take when they are free, as remembered from the last start; others are picked when they are not. */
  ports?: Partial<ServerPorts>
  /** `false` starts no AWS emulator. */
  aws?: AwsOptions | false
  /** `MONGODB_URI`, `REDIS_URL`, `UPSTASH_REDIS_REST_URL`, `AWS_ENDPOINT_URL`, `PATH`, `HOME` and the like. */
  env: Environment
  /** Receives one line for each step and for each incident. */
  say(line: string): void
}

export type Started = { port: number } & Pick<RunningServer, 'restart'>

export type Context = {
  options: ServersOptions
  /** The installed wheels; the first call installs them if need be. */
  wheels(): Promise<PythonEnvironment>
  /** Starts a program, again on another port when somebody else was quicker to take the first. */
  start(describe: (port: number) => Promise<ServerProgram>, preferredPort?: number): Promise<Started>
  /** Has something stopped together with the rest. */
  onStop(stop: () => Promise<void>): void
}

const portAttempts = 3
const portTakenLog = /address (already )?in use|already in use/i

export function createContext(options: ServersOptions, onStop: Context['onStop']): Context {
  const { env, say } = options
  let installing: Promise<PythonEnvironment> | undefined
  const wheels = () => {
    installing ??= ensurePythonEnvironment(env, say)
    return installing
  }
  const launcherPython = async () =>
    (await (installing ?? findPython(env).then((found) => found && { python: found.path })))?.python

  return {
    options,
    wheels,
    onStop,
    start: async (describe, preferredPort) => {
      for (let attempt = 1; ; attempt += 1) {
        const port = await pickPort(attempt === 1 ? preferredPort : 0)
        const program = await describe(port)
        try {
          const running = await superviseServer(program, { env, say, python: await launcherPython() })
          onStop(running.stop)
          return { port, restart: running.restart }
        } catch (error) {
          const taken = error instanceof ServerStartError && portTakenLog.test(error.log)
          if (!taken || attempt === portAttempts) throw error
        }
      }
    },
  }
}
