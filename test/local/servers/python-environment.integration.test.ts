import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findPython } from '../../../local/servers/find-python.ts'
import { ensurePythonEnvironment, ServersUnavailableError } from '../../../local/servers/python-environment.ts'
import { makeTemporaryDirectory } from '../../../local/servers/temporary-directory.ts'

async function emptyMachine(requirements: string) {
  const temporary = await makeTemporaryDirectory()
  onTestFinished(temporary.remove)
  const file = join(temporary.path, 'requirements.txt')
  await writeFile(file, requirements)
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, XDG_CACHE_HOME: temporary.path }
  const said: string[] = []
  return {
    env,
    folder: temporary.path,
    said,
    ensure: (overrides: Record<string, string> = {}) =>
      ensurePythonEnvironment({ ...env, ...overrides }, (line) => said.push(line), file),
    installed: () => readdir(join(temporary.path, 'adaptive-quiz', 'python')),
  }
}

test('two that install at the same time end with one environment, and a third installs nothing', async () => {
  const machine = await emptyMachine('# nothing')
  const [first, second] = await Promise.all([machine.ensure(), machine.ensure()])
  expect(second).toEqual(first)
  expect(existsSync(first.python)).toBe(true)
  expect(await machine.installed()).toHaveLength(1)
  expect(machine.said).toHaveLength(2)
  expect(await machine.ensure()).toEqual(first)
  expect(machine.said).toHaveLength(2)
})

test('an environment whose base Python was removed is made anew', async () => {
  const machine = await emptyMachine('# nothing')
  const { directory, python } = await machine.ensure()
  await rm(directory, { recursive: true })
  await mkdir(dirname(python), { recursive: true })
  await symlink('/nonexistent/python', python)
  expect(await machine.ensure()).toEqual({ directory, python })
  expect(existsSync(python)).toBe(true)
})

test('without Python, one message lists the ways out', async () => {
  const machine = await emptyMachine('# nothing')
  const failure = await machine.ensure({ PATH: machine.folder }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ServersUnavailableError)
  for (const way of ['MONGODB_URI', 'REDIS_URL', 'AWS_ENDPOINT_URL', 'Python 3.11']) {
    expect(String(failure)).toContain(way)
  }
})

test('an installation that fails says why and leaves nothing behind', async () => {
  const machine = await emptyMachine('unhashed==1.0')
  await expect(machine.ensure()).rejects.toThrow(/hash/i)
  expect(await machine.installed()).toEqual([])
})

test('a command on PATH that is no Python is passed over', async () => {
  const machine = await emptyMachine('')
  const shim = join(machine.folder, 'python3.13')
  await writeFile(shim, '#!/bin/sh\nexit 127\n', { mode: 0o755 })
  const { PATH = '' } = machine.env
  expect(await findPython({ ...machine.env, PATH: `${machine.folder}:${PATH}` })).toMatchObject({
    version: expect.stringMatching(/^3\.1[123]$/),
  })
})
