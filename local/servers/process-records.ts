/**
 * A record per running server in one folder of the user's cache, so that the next start can end the servers of a
 * platform that was killed. (On Linux they normally end with it, see die-with-parent.py.)
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { endProcess } from './end-process.ts'
import { inspectProcess } from './inspect-process.ts'
import { type Environment, userCache } from './user-cache.ts'

const recordSchema = z.strictObject({
  pid: z.int().min(2),
  /** Something in the server's command line that no other process has: its data folder. */
  marker: z.string().min(1),
  /** Who started it, and when that process started. */
  owner: z.strictObject({ pid: z.int(), startedAt: z.string() }),
})
type ProcessRecord = z.infer<typeof recordSchema>

const graceMs = 10_000

function recordsFolder(env: Environment): string {
  return join(userCache(env), 'servers')
}

/** Writes down that this process started `pid`; resolves to what removes the record again. */
export async function recordProcess(env: Environment, pid: number, marker: string): Promise<() => Promise<void>> {
  const owner = await inspectProcess(process.pid)
  if (!owner) throw new Error('This process does not find itself')
  const record: ProcessRecord = { pid, marker, owner: { pid: process.pid, startedAt: owner.startedAt } }
  const path = join(recordsFolder(env), `${pid}.json`)
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  await mkdir(recordsFolder(env), { recursive: true, mode: 0o700 })
  await writeFile(draft, JSON.stringify(record), { mode: 0o600 })
  await rename(draft, path)
  return () => rm(path, { force: true })
}

/** Ends every recorded server whose owner is gone, and forgets the records of servers that are gone. */
export async function endAbandonedServers(env: Environment, say: (line: string) => void): Promise<void> {
  const names = await readdir(recordsFolder(env)).catch(() => [])
  await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => endIfAbandoned(join(recordsFolder(env), name), say)),
  )
}

async function endIfAbandoned(path: string, say: (line: string) => void): Promise<void> {
  const record = await readRecord(path)
  if (!record) return
  const [server, owner] = await Promise.all([inspectProcess(record.pid), inspectProcess(record.owner.pid)])
  const ours = server?.commandLine.includes(record.marker) ?? false
  if (ours && owner?.startedAt === record.owner.startedAt) return
  if (ours) {
    say(`Ending a server that was left behind (process ${record.pid}, ${record.marker})`)
    await endProcess(record.pid, graceMs)
  }
  await rm(path, { force: true })
}

/** Undefined when the record has just gone, or is not one of ours. */
async function readRecord(path: string): Promise<ProcessRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}
