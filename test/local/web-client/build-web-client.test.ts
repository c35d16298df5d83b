import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildWebClient } from '../../../local/web-client/build-web-client.ts'

const { signal } = new AbortController()

/** A client of one page and one script. */
function makeProject(): string {
  const project = mkdtempSync(join(tmpdir(), 'client-'))
  onTestFinished(() => rmSync(project, { recursive: true }))
  for (const folder of ['node_modules', 'web/src']) mkdirSync(join(project, folder), { recursive: true })
  const vite = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'vite')
  symlinkSync(vite, join(project, 'node_modules', 'vite'))
  writeFileSync(join(project, 'package-lock.json'), '{}')
  writeFileSync(join(project, 'web', 'package.json'), '{"type":"module"}')
  writeFileSync(join(project, 'web', 'index.html'), '<script type="module" src="/src/main.ts"></script>')
  writeFileSync(join(project, 'web', 'src', 'main.ts'), 'document.title = "one"')
  return project
}

async function build(projectRoot: string) {
  const said: string[] = []
  const folder = await buildWebClient({ projectRoot, signal, say: (line) => said.push(line) })
  return { folder, said }
}

const scriptOf = (folder: string) => {
  const [name = ''] = readdirSync(join(folder, 'assets'))
  return readFileSync(join(folder, 'assets', name), 'utf8')
}

test('the client is built once, and again when a source has changed', async () => {
  const project = makeProject()
  const first = await build(project)
  expect(first.said).toEqual(['web client: changed, building'])
  expect(scriptOf(first.folder!)).toContain('one')

  const again = await build(project)
  expect(again).toEqual({ folder: first.folder, said: ['web client: unchanged'] })

  writeFileSync(join(project, 'web', 'src', 'main.ts'), 'document.title = "two"')
  const changed = await build(project)
  expect(changed.said).toEqual(['web client: changed, building'])
  expect(changed.folder).not.toBe(first.folder)
  expect(scriptOf(changed.folder!)).toContain('two')
  // A platform that serves the older one can go on.
  expect(existsSync(first.folder!)).toBe(true)
})

test('two platforms that start at once come to the same build', async () => {
  const project = makeProject()
  const [one, other] = await Promise.all([build(project), build(project)])
  expect(one.folder).toBe(other.folder)
  expect(readdirSync(join(project, 'node_modules', '.cache', 'web-client')).length).toBe(1)
})

test('a client that cannot be built is said to be left out, with the reason, and nothing of it stays', async () => {
  const project = makeProject()
  writeFileSync(join(project, 'web', 'src', 'main.ts'), 'import "./missing.ts"')
  const { folder, said } = await build(project)
  expect(folder).toBeNull()
  expect(said.join('\n')).toMatch(/left out.*missing\.ts/s)
  expect(readdirSync(join(project, 'node_modules', '.cache', 'web-client'))).toEqual([])
})
