/** One suite of the long tests: its commands, one after the other, within a budget. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export type Environment = Record<string, string | undefined>

export type Suite = {
  name: string
  purpose: string
  budgetMinutes: number
  /** What the machine lacks for it, in words. */
  missing?(): Promise<string | undefined>
  run(step: Step): Promise<void>
}

/** Runs a command of the suite. @throws when it fails or the budget is used up */
export type Step = (command: readonly [string, ...string[]], env?: Environment) => Promise<void>

export type SuiteResult = { outcome: 'passed' | 'failed' | 'left out'; seconds: number }

export async function runSuite(suite: Suite): Promise<SuiteResult> {
  const began = performance.now()
  const budget = AbortSignal.timeout(suite.budgetMinutes * 60_000)
  const step: Step = async ([file, ...words], env = process.env) => {
    const child = spawn(file, words, { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
    const stop = () => killGroup(child)
    budget.addEventListener('abort', stop)
    const [code, signal] = await once(child, 'exit')
    budget.removeEventListener('abort', stop)
    if (budget.aborted) throw new Error(`${suite.budgetMinutes} minutes were not enough`)
    if (code !== 0) throw new Error(`${file} ${words.join(' ')} ended with ${signal ?? code}`)
  }
  const seconds = () => Math.round((performance.now() - began) / 1000)
  try {
    await suite.run(step)
    return { outcome: 'passed', seconds: seconds() }
  } catch (error) {
    console.log(`failed: ${error instanceof Error ? error.message : error}`)
    return { outcome: 'failed', seconds: seconds() }
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
