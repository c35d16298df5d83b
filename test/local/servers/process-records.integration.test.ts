import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { inspectByPs, inspectProcess } from '../../../local/servers/inspect-process.ts'
import { endAbandonedServers } from '../../../local/servers/process-records.ts'
import { userCache } from '../../../local/servers/user-cache.ts'
import { isolateMachine } from './isolated-machine.ts'

async function startBystander(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', 'bystander'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  return child.pid ?? 0
}

/** A record whose owner has this process's id, but started at another time. */
async function writeRecord(folder: string, pid: number, marker: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const owner = { pid: process.pid, startedAt: 'another time' }
  await writeFile(join(folder, `${pid}.json`), JSON.stringify({ pid, marker, owner }))
}

test('a recorded server is ended when its owner is gone, though another process has the owner’s id', async () => {
  const machine = await isolateMachine()
  const records = join(userCache(machine.env), 'servers')
  const pid = await startBystander()
  await writeRecord(records, pid, 'bystander')
  await endAbandonedServers(machine.env, machine.say)
  expect(await inspectProcess(pid)).toBeUndefined()
  expect(await readdir(records)).toEqual([])
})

test('a process that only has the id of a recorded server is left alone, and the record forgotten', async () => {
  const machine = await isolateMachine()
  const records = join(userCache(machine.env), 'servers')
  const pid = await startBystander()
  await writeRecord(records, pid, '/some/data/folder')
  await endAbandonedServers(machine.env, machine.say)
  expect(await inspectProcess(pid)).toBeDefined()
  expect(await readdir(records)).toEqual([])
})

test('a record that cannot be read ends nothing', async () => {
  const machine = await isolateMachine()
  const records = join(userCache(machine.env), 'servers')
  await mkdir(records, { recursive: true })
  await writeFile(join(records, '1.json'), '{"pid":1}')
  await endAbandonedServers(machine.env, machine.say)
  expect(machine.said).toEqual([])
})

test('ps, which is asked where there is no /proc, knows the same command line', async () => {
  const pid = await startBystander()
  expect((await inspectByPs(pid))?.commandLine).toContain('bystander')
  expect((await inspectByPs(pid))?.startedAt).toMatch(/^\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}$/)
  expect(await inspectByPs(2 ** 30)).toBeUndefined()
})
