/** The tools that measurements compare with: no part of the platform, so installed beside it and only when asked for. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'peers')
const require = createRequire(join(folder, 'package.json'))

/** A peer's module, or why there is none. */
export function loadPeer(name: string): { module: unknown } | { problem: string } {
  if (!existsSync(join(folder, 'node_modules'))) {
    const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' })
    if (status !== 0) return { problem: `${name} is left out, since it cannot be installed: ${lastLine(stderr ?? '')}` }
  }
  try {
    return { module: require(name) }
  } catch (error) {
    return { problem: `${name} is left out: ${error instanceof Error ? lastLine(error.message) : String(error)}` }
  }
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? ''
