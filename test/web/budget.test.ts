/** The built client: at most 120 kB before the first question stands there, formulas included, and nothing inline. */
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runVite } from '../../local/web-client/run-vite.ts'

const projectRoot = join(import.meta.dirname, '..', '..')
const budget = 120_000

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'))
  await runVite(projectRoot, folder, new AbortController().signal)
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(['index.html', 'docs/index.html'])('%s has no script, style or handler inline, and forbids them', (page) => {
  const text = readFileSync(join(folder, page), 'utf8')
  for (const [, attributes = '', body = ''] of text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    expect([attributes.includes(' src="/assets/'), body.trim()]).toEqual([true, ''])
  }
  expect(text).toMatch(/<script[^>]* src="\/assets\//)
  expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
  const [, policy = ''] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(text) ?? []
  expect(policy).toMatch(/^default-src 'self';/)
  expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe')
})

test('nothing is kept longer than the session of the tab', () => {
  const sources = globSync('web/src/**/*.{ts,tsx}', { cwd: projectRoot })
  expect(sources.length).toBeGreaterThan(50)
  const keeping = (word: RegExp) => sources.filter((file) => word.test(readFileSync(join(projectRoot, file), 'utf8')))
  expect(keeping(/localStorage|document\.cookie|indexedDB|caches\./)).toEqual([])
  expect(keeping(/sessionStorage/).toSorted()).toEqual(['web/src/shared/session.ts', 'web/src/shared/stored.ts'])
})

test('the first load is small: page, scripts, sheets and formulas, but not the editor', () => {
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
