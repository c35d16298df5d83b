/** MongoDB on this machine: the one that `MONGODB_URI` names, else SecantusDB, in Rust where it is there. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { MongoClient } from 'mongodb'
import manifest from '../../package.json' with { type: 'json' }
import type { Context } from './context.ts'
import type { ServerProgram } from './supervise-server.ts'
import type { Environment } from './user-cache.ts'

const run = promisify(execFile)

export async function startMongodb(context: Context) {
  const { dataDirectory, env, ports, say, testCommands = false } = context.options
  const named = env.MONGODB_URI
  if (named) return { server: { uri: named, ...(await identifyMongodb(named)) }, port: 0 }

  const rust = await findSecantusdRs(env)
  say(`Starting MongoDB (${rust ? 'secantusd-rs' : 'secantusd-py'})`)
  const command: SecantusOptions['command'] = rust ? [rust] : [(await context.wheels()).python, '-m', 'secantus']
  const directory = resolve(dataDirectory, 'mongodb')
  const { port } = await context.start(
    (port) => describeSecantus({ command, directory, port, testCommands }),
    ports?.mongodb,
  )
  const uri = mongodbUri(port)
  return { server: { uri, ...(await identifyMongodb(uri)) }, port }
}

/**
 * The path of `secantusd-rs` in the version that package.json pins, from PATH; undefined without one.
 * `cargo install secantus-mdb --version VERSION --ignore-rust-version` makes it.
 */
export async function findSecantusdRs(env: Environment): Promise<string | undefined> {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'secantusd-rs')
    if (folder === '' || !existsSync(path)) continue
    const { stdout } = await run(path, ['--version']).catch(() => ({ stdout: '' }))
    if (stdout.split(/\s+/)[1] === manifest.config.secantusd) return path
  }
  return undefined
}

type SecantusOptions = {
  /** What starts it: `secantusd-rs`, or a Python with `secantusdb`. */
  command: readonly [string, ...string[]]
  directory: string
  port: number
  /** Enables `configureFailPoint`. */
  testCommands: boolean
}

export async function describeSecantus(options: SecantusOptions): Promise<ServerProgram> {
  const { command, directory, port } = options
  const config = join(directory, 'secantusd.toml')
  await mkdir(directory, { recursive: true })
  // An empty configuration keeps it from looking for one of the user's.
  await writeFile(config, '')
  const flags = [
    ['--config', config],
    ['--storage-path', join(directory, 'data')],
    ['--host', '127.0.0.1'],
    ['--port', String(port)],
    ['--cache-size', '256M'],
    ['--log-level', 'WARNING'],
    // Without it, acknowledged writes are lost when it is killed.
    ['--sync-on-commit'],
    options.testCommands ? ['--enable-test-commands'] : [],
  ]
  return {
    label: 'MongoDB (SecantusDB)',
    command: [...command, ...flags.flat()],
    env: {},
    directory,
    ping: async () => {
      // The driver waits for half a second between attempts, a socket does not.
      await connectOnce(port)
      await identifyMongodb(mongodbUri(port))
    },
    // Nothing that it has acknowledged is lost, and its folder is free at once.
    onOwnersDeath: 'SIGKILL',
    stopTimeoutMs: 10_000,
  }
}

export function mongodbUri(port: number): string {
  return `mongodb://127.0.0.1:${port}/`
}

function connectOnce(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}

/** Asks the server what it is; rejects when it does not answer within 3 s. */
async function identifyMongodb(uri: string): Promise<{ name: string; version: string }> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3000, connectTimeoutMS: 3000 })
  try {
    const info = await client.db('admin').command({ buildInfo: 1 })
    if (typeof info.secantusVersion !== 'string') return { name: 'MongoDB', version: String(info.version) }
    return {
      name: info.buildEnvironment?.cc === 'rustc' ? 'secantusd-rs' : 'secantusd-py',
      version: info.secantusVersion,
    }
  } finally {
    await client.close()
  }
}
