/** Finds a Python that the servers' wheels are built for. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Environment } from './user-cache.ts'

const run = promisify(execFile)

export type Python = { path: string; version: string }

/** Best first. The wheels exist for these versions only. */
const commands = ['python3.13', 'python3.12', 'python3.11', 'python3']
export const supportedVersions = ['3.13', '3.12', '3.11']

const question = 'import sys, venv, ensurepip; print(sys.executable); print("%d.%d" % sys.version_info[:2])'

/** The first command on PATH that is a supported Python with `venv`, or undefined. */
export async function findPython(env: Environment): Promise<Python | undefined> {
  const candidates = await Promise.all(commands.map((command) => ask(command, env)))
  return candidates.find((python) => python !== undefined && supportedVersions.includes(python.version))
}

async function ask(command: string, env: Environment): Promise<Python | undefined> {
  try {
    const { stdout } = await run(command, ['-c', question], { env, timeout: 10_000 })
    const [path, version] = stdout.trim().split('\n')
    return path && version ? { path, version } : undefined
  } catch {
    // Not there, or a shim with nothing behind it, or without venv: the next one may do.
    return undefined
  }
}
