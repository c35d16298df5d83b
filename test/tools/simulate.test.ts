import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const tool = fileURLToPath(new URL('../../tools/simulate.ts', import.meta.url))

function simulate(...args: string[]): Promise<{ code: number | string; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [tool, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? 'killed') : 0, stdout, stderr })
    })
  })
}

const small = ['--examinees', '50', '--bank', '20', '--length', '5', '--seed', '3']

describe('npm run simulate', { timeout: 30_000 }, () => {
  it.each(['irt', 'practice', 'rolling', 'random'])(
    'prints one JSON line with the six figures for %s',
    async (policy) => {
      const { code, stdout, stderr } = await simulate('--policy', policy, '--guessing', '0.25', ...small)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/^\{.*\}\n$/)
      const figures: Record<string, unknown> = JSON.parse(stdout)
      const names = ['rmse', 'bias', 'correlation', 'coverage90', 'meanCorrect', 'microsecondsPerDecision']
      expect(Object.keys(figures)).toEqual(names)
      for (const name of names) expect(figures[name], name).toEqual(expect.any(Number))
      expect(figures.microsecondsPerDecision).toBeGreaterThan(0)
    },
  )

  it('prints the same figures for the same seed, timing aside', async () => {
    const untimed = async (...args: string[]) => {
      const { microsecondsPerDecision: _, ...figures } = JSON.parse((await simulate(...args)).stdout)
      return figures
    }
    const figures = await untimed(...small)
    expect(await untimed(...small)).toEqual(figures)
    expect(await untimed(...small.slice(0, -1), '4')).not.toEqual(figures)
  })

  it.each([
    [['--policy', 'guess'], /--policy: .*"irt"\|"practice"\|"rolling"\|"random"/],
    [['--examinees', '1'], /--examinees: .*>=2/],
    [['--examinees', 'many'], /--examinees: must be a number/],
    [['--guessing', '1'], /--guessing: .*<1/],
    [['--length', '2.5'], /--length: .*int/],
    [['--bank', '0', '--length', '0'], /--bank: .*\n--length: /],
    [['--students', '5'], /Unknown option '--students'/],
    [['irt'], /Unexpected argument 'irt'/],
  ])('refuses %j with exit code 2 and a message that says why', async (args, message) => {
    const { code, stdout, stderr } = await simulate(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})
