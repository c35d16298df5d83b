/** The command line of `npm start`. */
import { parseArgs } from 'node:util'

export type StartArguments = {
  /** Of the front door; 0 picks a free one. */
  port: number
  /** Folder that everything is kept in; null keeps nothing (`--memory`). */
  data: string | null
  /** Runs the real Lambda bundles instead of the sources. */
  bundled: boolean
}

export const usage = 'npm start -- [--port 3000] [--data .local | --memory] [--bundled]'

/** The command line cannot be understood; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @throws UsageError */
export function parseStartArguments(words: readonly string[]): StartArguments {
  const { port, data, memory, bundled } = readFlags(words)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new UsageError(`--port must be 0 to 65535, not '${port}'`)
  if (memory && data !== undefined) throw new UsageError('--memory keeps no data: leave out --data')
  if (data === '') throw new UsageError('--data must name a folder')
  return { port: Number(port), data: memory ? null : (data ?? '.local'), bundled }
}

function readFlags(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        port: { type: 'string', default: '3000' },
        data: { type: 'string' },
        memory: { type: 'boolean', default: false },
        bundled: { type: 'boolean', default: false },
      },
    }).values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
