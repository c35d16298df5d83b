/** `npm start`: the whole platform on this machine, until it is told to stop. */
import { startPlatform } from './platform.ts'
import { parseStartArguments, UsageError, usage } from './start-arguments.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

process.exit(await main())

/** @returns the exit code */
async function main(): Promise<number> {
  const giveUp = new AbortController()
  const stopped = new Promise<void>((resolve) => {
    const stop = () => {
      if (giveUp.signal.aborted) process.exit(130)
      giveUp.abort()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    // Whoever started it over a channel, as tests do, is gone.
    process.on('disconnect', stop)
  })
  try {
    const began = performance.now()
    const words = parseStartArguments(process.argv.slice(2))
    const platform = await startPlatform({ ...words, env: process.env, signal: giveUp.signal, say })
    say(`started in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    say(`ready ${platform.url}`)
    await stopped
    say('stopping')
    await platform.stop()
    return 0
  } catch (error) {
    if (giveUp.signal.aborted) return 0
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nusage: ${usage}\n`)
      return 2
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}
