import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fingerprint } from '../../../local/deployment/fingerprint.ts'

const files = {
  'cdk.json': '{}',
  'package-lock.json': '{}',
  'cdk/stacks/api.ts': 'export {}',
  'lib/contract/routes.ts': 'export {}',
  'lib/platform/mongo.ts': 'export {}',
  'functions/api/get-health.ts': 'export {}',
  'README.md': 'Read me.',
}
type File = keyof typeof files

test('the same project and context have the same fingerprint', () => {
  const project = makeProject()
  expect(fingerprint(project, { a: '1', b: '2' })).toBe(fingerprint(project, { b: '2', a: '1' }))
  expect(fingerprint(makeProject(), {})).toBe(fingerprint(project, {}))
})

test('another context has another', () => {
  const project = makeProject()
  expect(fingerprint(project, { tokenIssuer: 'http://localhost:1' })).not.toBe(
    fingerprint(project, { tokenIssuer: 'http://localhost:2' }),
  )
})

test.each<[File, 'source' | 'bundled', boolean]>([
  ['cdk.json', 'source', true],
  ['package-lock.json', 'source', true],
  ['cdk/stacks/api.ts', 'source', true],
  ['lib/contract/routes.ts', 'source', true],
  ['lib/platform/mongo.ts', 'source', false],
  ['functions/api/get-health.ts', 'source', false],
  ['README.md', 'source', false],
  ['lib/platform/mongo.ts', 'bundled', true],
  ['functions/api/get-health.ts', 'bundled', true],
  ['README.md', 'bundled', false],
])('a change of %s counts for a %s deployment: %s', (file, kind, counts) => {
  const context = { bundled: String(kind === 'bundled') }
  const project = makeProject()
  const before = fingerprint(project, context)
  writeFileSync(join(project, file), 'changed')
  expect(fingerprint(project, context) !== before).toBe(counts)
})

function makeProject(): string {
  const project = mkdtempSync(join(tmpdir(), 'project-'))
  onTestFinished(() => rmSync(project, { recursive: true }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, file)), { recursive: true })
    writeFileSync(join(project, file), text)
  }
  return project
}
