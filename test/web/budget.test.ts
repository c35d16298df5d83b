/** What a student loads before the first question stands there, formulas included: at most 120 kB. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { runVite } from '../../local/web-client/run-vite.ts'

const projectRoot = join(import.meta.dirname, '..', '..')
const budget = 120_000

test('the first load is small: page, scripts, sheets and formulas, but not the editor', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'budget-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await runVite(projectRoot, folder, new AbortController().signal)
  const assets = readdirSync(join(folder, 'assets'))
  const named = (start: string) => assets.filter((name) => name.startsWith(start) && /\.(js|css)$/.test(name))
  const entry = readFileSync(join(folder, 'index.html'), 'utf8')

  const loaded = new Set([...entry.matchAll(/\/assets\/([^"]+\.(?:js|css))"/g)].map(([, name]) => name ?? ''))
  for (const name of named('formula-')) loaded.add(name)
  // A script's static imports come with it.
  for (const name of loaded) {
    if (!name.endsWith('.js')) continue
    const source = readFileSync(join(folder, 'assets', name), 'utf8')
    for (const [, imported] of source.matchAll(/from\s*"\.\/([^"]+)"/g)) loaded.add(imported ?? '')
  }
  expect(loaded.size).toBeGreaterThan(4)
  expect([...loaded].some((name) => name.startsWith('code-editor-'))).toBe(false)

  const sizeOf = (path: string) => gzipSync(readFileSync(join(folder, path))).length
  const sizes = ['index.html', ...[...loaded].map((name) => join('assets', name))].map((path) => [path, sizeOf(path)])
  const total = sizes.reduce((sum, [, size]) => sum + Number(size), 0)
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(budget)
})
