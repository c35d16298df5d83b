/** A digest of all that a deployment is made of: while it stays the same, so does what would be deployed. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const described = ['cdk.json', 'package-lock.json', 'cdk/**/*.ts', 'lib/contract/**/*.ts']
/** The bundles are made of the sources as well. */
const bundled = ['functions/**/*.ts', 'lib/**/*.{ts,json,lua}']

export function fingerprint(projectRoot: string, context: Readonly<Record<string, string>>): string {
  const patterns = context.bundled === 'true' ? [...described, ...bundled] : described
  return digestFiles(projectRoot, patterns, JSON.stringify(Object.entries(context).sort()))
}

/** Names and contents of the files that the patterns match. */
export function digestFiles(projectRoot: string, patterns: readonly string[], beginning = ''): string {
  const hash = createHash('sha256').update(beginning)
  const names = globSync(patterns, { cwd: projectRoot }).sort()
  for (const name of names.filter((path) => statSync(join(projectRoot, path)).isFile())) {
    hash.update(`\n${name}\n`).update(readFileSync(join(projectRoot, name)))
  }
  return hash.digest('hex')
}
