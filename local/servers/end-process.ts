/** Ends a server: asks first, then insists. */
import { setTimeout as sleep } from 'node:timers/promises'
import { inspectProcess } from './inspect-process.ts'

/** False when there is no such process (any more). */
function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

/**
 * SIGTERM, time to save, then SIGKILL to the whole process group (each server leads one of its own).
 * Resolves to whether it took SIGKILL.
 */
export async function endProcess(pid: number, graceMs: number): Promise<boolean> {
  const deadline = performance.now() + graceMs
  signalProcess(pid, 'SIGTERM')
  while (performance.now() < deadline) {
    if (!(await inspectProcess(pid))) {
      // What a server started itself has no reason to stay.
      signalProcess(-pid, 'SIGKILL')
      return false
    }
    await sleep(20)
  }
  signalProcess(-pid, 'SIGKILL')
  while (await inspectProcess(pid)) await sleep(20)
  return true
}
