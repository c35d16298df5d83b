import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inspectProcess } from '../../../local/servers/inspect-process.ts'
import { pickPort } from '../../../local/servers/pick-port.ts'
import { endAbandonedServers } from '../../../local/servers/process-records.ts'
import { type ServerProgram, ServerStartError, superviseServer } from '../../../local/servers/supervise-server.ts'
import { type IsolatedMachine, isolateMachine, untilTrue } from './isolated-machine.ts'

/** A server in one line of JavaScript; GET /end ends it. */
async function program(machine: IsolatedMachine, script?: string): Promise<ServerProgram & { url: string }> {
  const port = await pickPort()
  const url = `http://127.0.0.1:${port}`
  const serve = `require('http').createServer((q, r) => q.url === '/end' ? process.exit(3) : r.end()).listen(${port})`
  return {
    label: 'Fake',
    command: [process.execPath, '-e', script ?? serve, machine.folder],
    env: {},
    directory: machine.folder,
    ping: async () => void (await fetch(url)),
    onOwnersDeath: 'SIGKILL',
    stopTimeoutMs: 5000,
    url,
  }
}

async function supervise(machine: IsolatedMachine, server: ServerProgram) {
  const running = await superviseServer(server, { env: machine.env, python: undefined, say: machine.say })
  onTestFinished(running.stop)
  return running
}

describe('a supervised server', () => {
  test('is started again when it ends, five times a minute at most', async () => {
    const machine = await isolateMachine()
    const server = await program(machine)
    await supervise(machine, server)
    await untilTrue(async () => {
      await fetch(`${server.url}/end`).catch(() => undefined)
      return machine.said.some((line) => line.includes('given up'))
    })
    expect(machine.said.filter((line) => line === 'Fake ended (exit code 3); starting it again')).toHaveLength(5)
    expect(await machine.serverIds()).toEqual([])
  })
  test('that never comes up is an error with its last words, and leaves nothing', async () => {
    const machine = await isolateMachine()
    const server = await program(machine, 'console.log("no such luck"); process.exit(7)')
    const failure = await supervise(machine, server).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ServerStartError)
    expect(failure).toMatchObject({ message: 'Fake does not start: it ended (exit code 7)\nno such luck' })
    expect(await machine.serverIds()).toEqual([])
  })
  test('whose program does not exist is an error', async () => {
    const machine = await isolateMachine()
    const server = { ...(await program(machine)), command: [join(machine.folder, 'nothing')] as const }
    await expect(supervise(machine, server)).rejects.toThrow('ENOENT')
  })
  test('that does not stop when asked is killed, which is said', async () => {
    const machine = await isolateMachine()
    const server = await program(machine)
    const [node, flag, script, marker] = server.command
    const stubborn = `process.on('SIGTERM', () => undefined); ${script}`
    const command = [node, flag ?? '', stubborn, marker ?? ''] as const
    const running = await supervise(machine, { ...server, command, stopTimeoutMs: 200 })
    await running.stop()
    expect(machine.said).toEqual(['Fake did not stop within 0.2 s and was killed'])
    expect(await machine.serverIds()).toEqual([])
  })
  test('may be stopped while it is being started again', async () => {
    const machine = await isolateMachine()
    const server = await program(machine)
    const running = await supervise(machine, server)
    const [id = 0] = await machine.serverIds()
    process.kill(id, 'SIGKILL')
    await untilTrue(async () => machine.said.length === 1)
    await running.stop()
    expect(await machine.serverIds()).toEqual([])
    await expect(fetch(server.url)).rejects.toThrow()
  })
})

describe('the next start', () => {
  test('leaves alone the servers of a platform that is alive', async () => {
    const machine = await isolateMachine()
    const server = await program(machine)
    await supervise(machine, server)
    await endAbandonedServers(machine.env, machine.say)
    expect((await fetch(server.url)).ok).toBe(true)
    expect(machine.said).toEqual([])
  })
})

test('a process is known by its command line and its start, and unknown once it is gone', async () => {
  const machine = await isolateMachine()
  const running = await supervise(machine, await program(machine))
  const [id = 0] = await machine.serverIds()
  const info = await inspectProcess(id)
  expect(info?.commandLine).toContain(machine.folder)
  expect(await inspectProcess(id)).toEqual(info)
  await running.stop()
  expect(await inspectProcess(id)).toBeUndefined()
})
