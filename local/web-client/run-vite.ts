/** Runs the client's own bundler, in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** @throws with what it printed when it fails */
export async function runVite(projectRoot: string, output: string, signal: AbortSignal): Promise<void> {
  const manifest = createRequire(join(projectRoot, 'web', 'package.json')).resolve('vite/package.json')
  const vite = join(dirname(manifest), 'bin', 'vite.js')
  const words = [vite, 'build', join(projectRoot, 'web'), '--outDir', output, '--logLevel', 'warn']
  const child = spawn(process.execPath, words, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], signal })
  const [out, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  if (code !== 0) throw new Error(`vite ended with ${code}\n${out}\n${problems}`.trim())
}
