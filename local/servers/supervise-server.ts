/** Starts a server, waits until it answers, starts it again when it dies, and stops it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endProcess } from './end-process.ts'
import { recordProcess } from './process-records.ts'
import type { Environment } from './user-cache.ts'

export type ServerProgram = {
  /** What messages call it. */
  label: string
  command: readonly [string, ...string[]]
  env: Record<string, string>
  /** Its folder, which exists; its own part of the command line, and where its log goes. */
  directory: string
  /** Resolves when it answers, rejects until then. */
  ping(): Promise<void>
  /** What it gets on Linux when this process is killed. */
  onOwnersDeath: 'SIGTERM' | 'SIGKILL'
  /** How long it may save after SIGTERM. */
  stopTimeoutMs: number
}

export type Supervision = {
  /** The user's environment, for the folder of records. */
  env: Environment
  /** Runs die-with-parent.py; without one, only the records tell the next start. */
  python: string | undefined
  say(line: string): void
}

export type RunningServer = {
  /** Stops it cleanly and starts it again; resolves when it answers. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** `log` is what the server itself said last. */
export class ServerStartError extends Error {
  override name = 'ServerStartError'
  readonly log: string
  constructor(message: string, log: string) {
    super(log === '' ? message : `${message}\n${log}`)
    this.log = log
  }
}

type Exit = { reason: string }
type Launched = { child: ChildProcess; exited: Promise<Exit>; forget(): Promise<void>; logStart: number }

const startTimeoutMs = 30_000
const pollEveryMs = 15
/** A folder that another process still holds (WiredTiger, EBUSY) may be given up by a server that is just stopping. */
const busyLog = /resource busy/i
const busyTimeoutMs = 15_000
const restartLimit = { count: 5, withinMs: 60_000 }

/** Rejects with a ServerStartError when the server does not come up. */
export async function superviseServer(program: ServerProgram, supervision: Supervision): Promise<RunningServer> {
  const { say } = supervision
  let stopping = false
  /** The restart that somebody waits for. */
  let wanted: PromiseWithResolvers<void> | undefined
  let current = await startWhenFree(program, supervision)

  async function watch(): Promise<void> {
    const restarts: number[] = []
    for (;;) {
      const { reason } = await current.exited
      await current.forget()
      if (stopping) return
      if (!wanted) {
        const now = performance.now()
        const recent = restarts.filter((time) => now - time < restartLimit.withinMs).length
        if (recent >= restartLimit.count) {
          say(`${program.label} ended again (${reason}); given up after ${recent} restarts, see ${logFile(program)}`)
          return
        }
        say(`${program.label} ended (${reason}); starting it again`)
        restarts.push(now)
        await sleep(50 * 2 ** recent)
      }
      if (stopping) return
      current = await launch(program, supervision)
      const problem = stopping ? 'no longer wanted' : await untilReady(program, current)
      if (problem !== undefined) await end(current, 0)
      if (problem === undefined) wanted?.resolve()
      else wanted?.reject(new Error(`${program.label} did not come back: ${problem}`))
      wanted = undefined
    }
  }
  const watching = watch().catch((error: unknown) => say(`${program.label} is no longer watched: ${error}`))
  return {
    restart: async () => {
      wanted = Promise.withResolvers<void>()
      const { promise } = wanted
      await Promise.all([promise, end(current, program.stopTimeoutMs)])
    },
    stop: async () => {
      stopping = true
      if (await end(current, program.stopTimeoutMs)) {
        say(`${program.label} did not stop within ${program.stopTimeoutMs / 1000} s and was killed`)
      }
      await watching
    },
  }
}

async function startWhenFree(program: ServerProgram, supervision: Supervision): Promise<Launched> {
  const deadline = performance.now() + busyTimeoutMs
  for (let waiting = false; ; waiting = true) {
    const launched = await launch(program, supervision)
    const problem = await untilReady(program, launched)
    if (problem === undefined) return launched
    await end(launched, program.stopTimeoutMs)
    await launched.forget()
    const log = await logSince(program, launched.logStart)
    if (!busyLog.test(log) || performance.now() > deadline) {
      throw new ServerStartError(`${program.label} does not start: ${problem}`, log)
    }
    if (!waiting) supervision.say(`${program.label}: another process still holds ${program.directory}, waiting for it`)
    await sleep(250)
  }
}

async function launch(program: ServerProgram, supervision: Supervision): Promise<Launched> {
  const logStart = await stat(logFile(program)).then(
    ({ size }) => size,
    () => 0,
  )
  const [file, ...args] = withLauncher(program, supervision)
  const log = openSync(logFile(program), 'a')
  // A group of its own: Ctrl-C reaches the platform only, which stops its servers in order.
  const child = spawn(file, args, {
    cwd: program.directory,
    env: program.env,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ reason: signal ?? `exit code ${code}` }))
    child.once('error', (error) => resolve({ reason: error.message }))
  })
  const forget =
    child.pid === undefined ? async () => undefined : await recordProcess(supervision.env, child.pid, program.directory)
  return { child, exited, forget, logStart }
}

async function end({ child }: Launched, graceMs: number): Promise<boolean> {
  return child.pid !== undefined && endProcess(child.pid, graceMs)
}

const signalNumbers = { SIGTERM: 15, SIGKILL: 9 }
const launcher = join(import.meta.dirname, 'die-with-parent.py')

function withLauncher(program: ServerProgram, { python }: Supervision): readonly [string, ...string[]] {
  if (process.platform !== 'linux' || python === undefined) return program.command
  const signal = String(signalNumbers[program.onOwnersDeath])
  return [python, '-I', '-S', launcher, String(process.pid), signal, ...program.command]
}

/** Resolves to what went wrong, or to undefined once the server answers. */
async function untilReady(program: ServerProgram, launched: Launched): Promise<string | undefined> {
  const deadline = performance.now() + startTimeoutMs
  let exit: Exit | undefined
  launched.exited.then((value) => {
    exit = value
  })
  for (;;) {
    const answers = await program.ping().then(
      () => true,
      () => false,
    )
    if (exit) return `it ended (${exit.reason})`
    if (answers) return undefined
    if (performance.now() > deadline) return `no answer within ${startTimeoutMs / 1000} s`
    await sleep(pollEveryMs)
  }
}

function logFile(program: ServerProgram): string {
  return join(program.directory, 'server.log')
}

async function logSince(program: ServerProgram, start: number): Promise<string> {
  const log = await readFile(logFile(program))
  return log.subarray(start).toString('utf8').trim().split('\n').slice(-10).join('\n')
}
