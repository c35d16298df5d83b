/** Starts platform-process.ts and kills it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import type { IsolatedMachine } from './isolated-machine.ts'

export type PlatformProcess = { folder: string; mongodbUri: string; kill(): Promise<void> }

/** Resolves when its servers are up. */
export async function startPlatform(mode: 'memory' | 'abandon', machine: IsolatedMachine): Promise<PlatformProcess> {
  const script = join(import.meta.dirname, 'platform-process.ts')
  const folder = join(machine.folder, 'data')
  const child = spawn(process.execPath, [script, mode, folder], {
    env: { ...machine.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = await once(createInterface(child.stdout), 'line')
  return {
    ...JSON.parse(line),
    kill: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
