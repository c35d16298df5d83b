/** The tools that measurements compare with: no part of the platform, so installed beside it and only when asked for. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'peers')
const require = createRequire(join(folder, 'package.json'))

/** Makes sure that they are there; gives what keeps them from being installed. */
export function installPeers(): string | undefined {
  if (isInstalled()) return undefined
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' })
  return status === 0 ? undefined : lastLine(stderr ?? '')
}

/** A peer's module, or why there is none. */
export function loadPeer(name: string): { module: unknown } | { problem: string } {
  const problem = installPeers()
  if (problem !== undefined) return { problem: `${name} is left out, since it cannot be installed: ${problem}` }
  try {
    return { module: require(name) }
  } catch (error) {
    return { problem: `${name} is left out: ${error instanceof Error ? lastLine(error.message) : String(error)}` }
  }
}

/** As the lock file says now: npm notes in `node_modules` what it has installed. */
function isInstalled(): boolean {
  const changed = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return changed('node_modules/.package-lock.json') > changed('package-lock.json')
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? ''
