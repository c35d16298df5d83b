import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DataInUseError, lockData } from '../../local/data-lock.ts'

test('a folder has one platform at a time', async () => {
  const folder = temporaryFolder()
  const unlock = await lockData(folder)
  await expect(lockData(folder)).rejects.toThrow(DataInUseError)
  await unlock()
  const unlockAgain = await lockData(folder)
  await unlockAgain()
})

test('two folders can each have one', async () => {
  const unlocks = [await lockData(temporaryFolder()), await lockData(temporaryFolder())]
  await Promise.all(unlocks.map((unlock) => unlock()))
})

test('the lock of a killed process is no lock', async () => {
  const folder = temporaryFolder()
  const program = `import { lockData } from './local/data-lock.ts'
    await lockData(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(other.stdout, 'data')
  await expect(lockData(folder)).rejects.toThrow(DataInUseError)
  other.kill('SIGKILL')
  await once(other, 'exit')
  const unlock = await lockData(folder)
  await unlock()
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
