/** What the operating system says of a process: enough to know whether it still is the one that it was. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** `startedAt` is opaque: equal for the same process, different for a later one with the same id. */
export type ProcessInfo = { startedAt: string; commandLine: string }

/** Undefined when there is no such process, or only its zombie. */
export async function inspectProcess(pid: number): Promise<ProcessInfo | undefined> {
  return process.platform === 'linux' ? inspectByProc(pid) : inspectByPs(pid)
}

/** Fields of /proc/PID/stat, see proc_pid_stat(5), counted from the state, which follows the name in parentheses. */
const stateField = 0
const startTimeField = 19

async function inspectByProc(pid: number): Promise<ProcessInfo | undefined> {
  try {
    const [stat, commandLine] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ])
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const startedAt = fields[startTimeField]
    if (fields[stateField] === 'Z' || startedAt === undefined) return undefined
    return { startedAt, commandLine: commandLine.replaceAll('\0', ' ') }
  } catch {
    // The folder goes away with the process.
    return undefined
  }
}

/** POSIX ps(1): `lstart` is five words, as in `Mon Nov 3 10:00:00 2025`. */
export async function inspectByPs(pid: number): Promise<ProcessInfo | undefined> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)])
    const [, state, startedAt, commandLine] = stdout.match(/^\s*(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/m) ?? []
    if (state === undefined || startedAt === undefined || commandLine === undefined) return undefined
    return state.startsWith('Z') ? undefined : { startedAt, commandLine }
  } catch {
    // ps ends with 1 when there is no such process.
    return undefined
  }
}
