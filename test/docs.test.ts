/** What the documentation names exists: npm scripts, files, headings, links. */
import { globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).sort()
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const exists = (path: string) => statSync(join(root, path), { throwIfNoEntry: false }) !== undefined
const scriptsOf = (manifest: string) => Object.keys(JSON.parse(read(manifest)).scripts)

/** As GitHub names it: lower case, without punctuation, spaces as hyphens. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '')
const anchorsOf = (path: string) =>
  [...withoutCode(read(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

/** Folders of the project: what begins with one is meant as a path. */
const folders = [
  'bench',
  'cdk',
  'docs',
  'events',
  'functions',
  'lib',
  'local',
  'test',
  'tools',
  'web',
  '.ci',
  '.github',
]
const isPath = (words: string) =>
  /^[\w.@/{},*-]+$/.test(words) && folders.some((folder) => words.startsWith(`${folder}/`))
/** Made, not kept. */
const isMade = (path: string) => path.startsWith('web/dist')

test('there are documents to check', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/README.md', 'docs/client.md']),
  )
})

describe.each(documents)('%s', (path) => {
  const text = read(path)

  test('links to files and headings that exist', () => {
    for (const [, target = ''] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [file = '', anchor] = target.split('#')
      const linked = file === '' ? path : normalize(join(dirname(path), file))
      expect(exists(linked), `${path} -> ${target}`).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(linked), `${path} -> ${target}`).toContain(anchor)
    }
  })

  test('names npm scripts that exist', () => {
    for (const [, script = '', rest = ''] of text.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)([^\n`|]*)/g)) {
      const manifest = /^\s+-w web\b/.test(rest) ? 'web/package.json' : 'package.json'
      expect(scriptsOf(manifest), `${path}: npm run ${script}${rest}`).toContain(script)
    }
  })

  test('names files that exist', () => {
    for (const [, words = ''] of withoutCode(text).matchAll(/`([^`\n]+)`/g)) {
      if (!isPath(words) || isMade(words)) continue
      const found = /[*{]/.test(words) ? globSync(words, { cwd: root }).length > 0 : exists(words)
      expect(found, `${path}: ${words}`).toBe(true)
    }
  })

  test('has one title, and no heading twice', () => {
    const headings = [...withoutCode(text).matchAll(/^(#+) (.+)$/gm)]
    expect(headings.filter(([, marks]) => marks === '#').length).toBe(1)
    const names = headings.filter(([, marks]) => marks === '##').map(([, , name]) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

test('every document is found from the map of the documentation, the README or a decision’s number', () => {
  const map = read('docs/README.md') + read('README.md')
  for (const path of documents.filter(
    (document) => /^docs\/[^/]+\.md$/.test(document) && document !== 'docs/README.md',
  )) {
    expect(map, path).toContain(path.replace('docs/', ''))
  }
})
