/** AWS on this machine: the emulator that `AWS_ENDPOINT_URL` names, else MiniStack. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { rootCredentials } from '../emulator.ts'
import type { AwsOptions, Certificate, Context } from './context.ts'
import type { ServerProgram } from './supervise-server.ts'
import type { Environment } from './user-cache.ts'

const noOptions: AwsOptions = { environment: {} }

export async function startAws(context: Context) {
  const { aws = noOptions, dataDirectory, env, ports, say } = context.options
  if (aws === false) return { server: null, port: 0 }
  const named = env.AWS_ENDPOINT_URL
  if (named) {
    checkLoopback(named)
    return { server: { endpoint: named, ...(await identifyAws(named)), save: async () => undefined }, port: 0 }
  }

  say('Starting AWS (MiniStack)')
  const { python } = await context.wheels()
  const directory = resolve(dataDirectory, 'aws')
  const { port, restart } = await context.start(
    (port) => describeMinistack({ python, directory, port, env, ...aws }),
    ports?.aws,
  )
  const endpoint = awsEndpoint(port, aws.certificate)
  return { server: { endpoint, ...(await identifyAws(endpoint)), save: restart }, port }
}

type MinistackOptions = AwsOptions & { python: string; directory: string; port: number; env: Environment }

async function describeMinistack(options: MinistackOptions): Promise<ServerProgram> {
  const { python, directory, port, environment, certificate } = options
  const stateDirectory = join(directory, 'state')
  const objectsDirectory = join(directory, 'objects')
  const temporaryDirectory = join(directory, 'temporary')
  for (const folder of [stateDirectory, objectsDirectory, temporaryDirectory]) await mkdir(folder, { recursive: true })
  return {
    label: 'AWS (MiniStack)',
    // `-X` takes any word: it puts the folder into the command line, by which a server left behind is known.
    command: [python, '-X', `data=${directory}`, '-m', 'ministack'],
    env: {
      PATH: options.env.PATH ?? '',
      HOME: options.env.HOME ?? '',
      // Its default is every interface.
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      PERSIST_STATE: '1',
      STATE_DIR: stateDirectory,
      S3_PERSIST: '1',
      S3_DATA_DIR: objectsDirectory,
      TMPDIR: temporaryDirectory,
      LOG_LEVEL: 'WARNING',
      ...rootCredentials,
      // Listeners on ports of their own.
      SFTP_ENABLED: '0',
      IOT_MTLS_ENABLED: '0',
      ...(certificate && {
        USE_SSL: '1',
        MINISTACK_SSL_CERT: certificate.certificate,
        MINISTACK_SSL_KEY: certificate.key,
      }),
      ...environment,
    },
    directory,
    ping: async () => {
      await identifyAws(awsEndpoint(port, certificate))
    },
    // It saves its state on SIGTERM, and takes its own child processes with it.
    onOwnersDeath: 'SIGTERM',
    stopTimeoutMs: 20_000,
  }
}

function awsEndpoint(port: number, certificate?: Certificate): string {
  return `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`
}

const healthSchema = z.object({ version: z.string() })

/** Asks the emulator what it is; rejects when nothing answers within 3 s. */
async function identifyAws(endpoint: string): Promise<{ name: string; version: string }> {
  const response = await fetch(new URL('/_ministack/health', endpoint), { signal: AbortSignal.timeout(3000) })
  const health = healthSchema.safeParse(await response.json().catch(() => undefined))
  if (response.ok && health.success) return { name: 'MiniStack', version: health.data.version }
  return { name: 'AWS emulator', version: 'unknown' }
}

/** Throws unless the endpoint is on this machine: the platform deploys to it, and must never reach an account. */
export function checkLoopback(endpoint: string): void {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : ''
  if (!/^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)) {
    throw new Error(`AWS_ENDPOINT_URL must name this machine (127.0.0.1 or localhost), not ${endpoint}`)
  }
}
