/** A temporary folder that goes away with this process, even when the process is killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Waits for the end of its input, which comes when the owner ends, however it does; then gives the servers in the
 * folder a moment to end as well.
 */
const guardScript = 'read -r _; rm -rf -- "$1"; sleep 2; rm -rf -- "$1"'

export type TemporaryDirectory = { path: string; remove(): Promise<void> }

/** The path is short, so that unix sockets fit in (108 bytes at most on Linux, 104 on macOS). */
export async function makeTemporaryDirectory(): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'adaptive-quiz-'))
  const guard = spawn('sh', ['-c', guardScript, 'sh', path], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  await once(guard, 'spawn')
  // The guard is no reason for this process to stay.
  guard.unref()
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 5 })
      guard.kill()
      guard.stdin.destroy()
    },
  }
}
