import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readRemembered, writeRemembered } from '../../local/remembered.ts'

test('a data folder remembers ports and address', () => {
  const folder = temporaryFolder()
  const remembered = {
    ports: { mongodb: 1001, aws: 1002, redisRest: 1003, signIn: 1004 },
    url: 'http://127.0.0.1:3000',
  }
  writeRemembered(folder, remembered)
  expect(readRemembered(folder)).toEqual(remembered)
  expect(readdirSync(folder)).toEqual(['platform.json'])
})

test('a new folder remembers nothing', () => {
  expect(readRemembered(temporaryFolder())).toEqual({ ports: {} })
})

test.each(['', '{"ports":', 'null', '{"ports":{"aws":"80"}}', '{"ports":{"aws":70000}}'])(
  'a file that says %j counts as none',
  (text) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'platform.json'), text)
    expect(readRemembered(folder)).toEqual({ ports: {} })
  },
)

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'remembered-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
