/** A digest of all that a deployment is made of: while it stays the same, so does what would be deployed. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const described = ['cdk.json', 'package-lock.json', 'cdk/**/*.ts', 'lib/contract/**/*.ts']
/** The bundles are made of the sources as well. */
const bundled = ['functions/**/*.ts', 'lib/**/*.{ts,json,lua}']

export function fingerprint(projectRoot: string, context: Readonly<Record<string, string>>): string {
  const patterns = context.bundled === 'true' ? [...described, ...bundled] : described
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(context).sort()))
  for (const file of globSync(patterns, { cwd: projectRoot }).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(join(projectRoot, file)))
  }
  return hash.digest('hex')
}
