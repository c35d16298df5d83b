/**
 * Completes package-lock.json after `npm install`.
 *
 * - Drops `resolved`: a lock file that names no registry host installs from whichever registry is configured.
 * - Adds the optional packages of foreign platforms that the registry in use did not offer: `npm ci` refuses a lock
 *   file in which an optional dependency has no entry, even where it would never be installed.
 *
 * Usage: `npm run lockfile`, or `npm run lockfile -- FOLDER` for a package beside the project's
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const platforms = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const architectures = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

const entrySchema = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  resolved: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
const lockSchema = z.looseObject({ packages: z.record(z.string(), entrySchema) })

const [folder = ''] = process.argv.slice(2)
const path = join(import.meta.dirname, '..', folder, 'package-lock.json')
const lock = lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')))

for (const entry of Object.values(lock.packages)) {
  if (entry.resolved?.startsWith('http')) delete entry.resolved
}
for (const [, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || !/^\d/.test(version)) continue
    const words = name.split(/[^a-z0-9]+/)
    const os = platforms.find((platform) => words.includes(platform))
    const cpu = architectures.find((architecture) => words.includes(architecture))
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    }
    console.log(`added ${name}@${version} (${os ?? 'any system'}, ${cpu ?? 'any processor'})`)
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
