/**
 * A user of its own for a test of the servers: its records of running servers are nobody else's, only the installed
 * wheels are shared.
 */
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { inspectProcess } from '../../../local/servers/inspect-process.ts'
import { makeTemporaryDirectory } from '../../../local/servers/temporary-directory.ts'
import { type Environment, userCache } from '../../../local/servers/user-cache.ts'

export type IsolatedMachine = {
  env: Environment
  folder: string
  said: string[]
  say(line: string): void
  /** Ids of the recorded servers that are running. */
  serverIds(): Promise<number[]>
}

/** Removed when the test is done. */
export async function isolateMachine(): Promise<IsolatedMachine> {
  const temporary = await makeTemporaryDirectory()
  onTestFinished(temporary.remove)
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, XDG_CACHE_HOME: join(temporary.path, 'cache') }
  const said: string[] = []
  await mkdir(userCache(env), { recursive: true })
  await symlink(join(userCache(process.env), 'python'), join(userCache(env), 'python'))
  return {
    env,
    folder: temporary.path,
    said,
    say: (line) => said.push(line),
    serverIds: async () => {
      const names = await readdir(join(userCache(env), 'servers')).catch(() => [])
      const ids = names.map((name) => Number.parseInt(name, 10))
      const running = await Promise.all(ids.map(async (id) => (await inspectProcess(id)) !== undefined))
      return ids.filter((_, index) => running[index])
    },
  }
}

/** The recorded server whose command line has the word. */
export async function findServer(machine: IsolatedMachine, word: string): Promise<number> {
  for (const id of await machine.serverIds()) {
    const commandLine = (await inspectProcess(id))?.commandLine ?? ''
    if (commandLine.includes(word)) return id
  }
  throw new Error(`No server with ${word} in its command line`)
}

/** Waits for as long as the test may take. */
export async function untilTrue(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await sleep(20)
}
