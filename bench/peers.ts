/** Other people's structural graders, installed into bench/peers on first use. Their programs are read, never run. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as z from 'zod'
import type { Report } from './suite.ts'

const folder = join(import.meta.dirname, 'peers')

type Peers = { structured(program: string): void; astGrep(program: string): void }

/** null, with a note, where they cannot be installed. */
export async function loadPeers(report: Report): Promise<Peers | null> {
  if (!existsSync(join(folder, 'node_modules'))) {
    try {
      report.progress('installing the peers', 0)
      execFileSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' })
    } catch {
      report.note('the peers cannot be installed here: npm install in bench/peers fails')
      return null
    }
  }
  const require = createRequire(join(folder, 'package.json'))
  return { structured: structuredPeer(require('structured')), astGrep: astGrepPeer(require('@ast-grep/napi')) }
}

const structuredSchema = z.looseObject({ match: z.custom<(code: string, structure: () => void) => boolean>() })

/** A structure is a function whose body must be found, `$x` and `_` standing for anything. */
function structuredPeer(loaded: unknown): Peers['structured'] {
  const { match } = structuredSchema.parse(loaded)
  const structures = [
    'function () { for (_; _; _) {} }',
    'function () { eval(_); }',
    'function () { switch (_) {} }',
    'function () { $a += $x; }',
    'function () { return $x; }',
  ].map((source) => ({ toString: () => source }))
  return (program) => {
    for (const structure of structures) Reflect.apply(match, undefined, [program, structure])
  }
}

const astGrepSchema = z.looseObject({
  js: z.looseObject({
    parse: z.custom<(source: string) => { root(): { find(pattern: string): unknown } }>(),
  }),
})

function astGrepPeer(loaded: unknown): Peers['astGrep'] {
  const { js } = astGrepSchema.parse(loaded)
  const patterns = ['for ($A; $B; $C) { $$$ }', 'eval($A)', 'switch ($A) { $$$ }', '$A += $X', 'return $X']
  return (program) => {
    const root = js.parse(program).root()
    for (const pattern of patterns) root.find(pattern)
  }
}
