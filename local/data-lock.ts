/**
 * One platform per data folder. The lock is a socket, which the system closes with its owner however that one ends:
 * unlike a pid in a file, it is never left behind locked, and never mistaken for another process.
 */
import { createHash } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class DataInUseError extends Error {
  override readonly name = 'DataInUseError'
}

/**
 * @param directory an existing folder
 * @returns a function that gives the folder free again
 * @throws DataInUseError while another platform has the folder
 */
export async function lockData(directory: string): Promise<() => Promise<void>> {
  const address = lockAddress(directory)
  const server = (await listen(address)) ?? (await takeOver(address))
  if (!server)
    throw new DataInUseError(`another platform is running on ${directory}: stop it, or choose another --data`)
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

/** Socket paths may have only some 100 characters, so it is not in the folder itself. */
function lockAddress(directory: string) {
  const digest = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 16)
  return join(tmpdir(), `adaptive-quiz-${digest}.lock`)
}

/** null when the address is taken, be it by a living process or by a dead one's file. */
const listen = (address: string) =>
  new Promise<Server | null>((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(address, () => resolve(server))
  })

async function takeOver(address: string): Promise<Server | null> {
  if (await isAnswered(address)) return null
  rmSync(address, { force: true })
  return listen(address)
}

const isAnswered = (address: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
