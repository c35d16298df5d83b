/** The built web client, made when its sources have changed. Where it lies is named by what it is made of. */
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { digestFiles } from '../deployment/fingerprint.ts'
import { runVite } from './run-vite.ts'

const sources = ['package-lock.json', 'web/*.{html,json,ts}', 'web/{docs,public,src}/**/*']

export type BuildOptions = {
  projectRoot: string
  signal: AbortSignal
  say(line: string): void
}

/** @returns the folder of its files; null, said aloud, when it cannot be built */
export async function buildWebClient({ projectRoot, signal, say }: BuildOptions): Promise<string | null> {
  const builds = join(projectRoot, 'node_modules', '.cache', 'web-client')
  const wanted = join(builds, digestFiles(projectRoot, sources).slice(0, 16))
  if (existsSync(wanted)) {
    say('web client: unchanged')
    return wanted
  }
  say('web client: changed, building')
  await mkdir(builds, { recursive: true })
  const fresh = mkdtempSync(join(builds, 'building-'))
  try {
    await runVite(projectRoot, fresh, signal)
    putInPlace(fresh, wanted)
    dropOldest(builds, wanted)
    return wanted
  } catch (error) {
    if (signal.aborted) throw error
    say(`web client: left out, since the build failed: ${error instanceof Error ? error.message : error}`)
    return null
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** A platform that starts at the same time may have been quicker: what it made is the same. */
function putInPlace(fresh: string, wanted: string): void {
  try {
    renameSync(fresh, wanted)
  } catch (error) {
    if (!existsSync(wanted)) throw error
  }
}

/** Another platform may still serve an older one. */
const kept = 4

function dropOldest(builds: string, wanted: string): void {
  const finished = readdirSync(builds)
    .filter((name) => !name.startsWith('building-'))
    .map((name) => join(builds, name))
    .filter((path) => path !== wanted)
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
  for (const { path } of finished.sort((a, b) => b.time - a.time).slice(kept)) rmSync(path, { recursive: true })
}
