import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const tool = fileURLToPath(new URL('../../tools/grade.ts', import.meta.url))

type Outcome = { code: number | string; stdout: string; stderr: string }

function grade(args: string[], input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [tool, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? 'killed') : 0, stdout, stderr })
    })
    child.stdin?.end(input)
  })
}

const looped = 'function solve(list) { for (const x of list) return x }'
const pattern = { v: 1, entry: 'solve', require: [{ id: 'loop', kind: 'loop', feedback: 'Use a loop.' }] }

let folder = ''
const inFolder = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grade-'))
  await writeFile(inFolder('p.json'), JSON.stringify(pattern))
  await writeFile(inFolder('bad.json'), JSON.stringify({ v: 1, entry: 'solve', tests: [{ args: 1, expect: 1 }] }))
  await writeFile(inFolder('none.json'), '{')
  await writeFile(inFolder('right.js'), looped)
  await writeFile(inFolder('marked.json'), `\ufeff${JSON.stringify(pattern)}`)
  await writeFile(inFolder('marked.js'), `\ufeff${looped.replaceAll('{ ', '{\r\n')}\r\n`)
  await writeFile(inFolder('wrong.js'), 'function solve(list) { return list[0] }')
})
afterAll(() => rm(folder, { recursive: true }))

describe('npm run grade', { timeout: 30_000 }, () => {
  it('prints the verdict on one program as JSON', async () => {
    const right = await grade(['--pattern', inFolder('p.json'), inFolder('right.js')])
    expect({ ...right, stdout: JSON.parse(right.stdout) }).toEqual({
      code: 0,
      stderr: '',
      stdout: {
        verdict: 'correct',
        confidence: 0.6,
        items: [{ severity: 'celebratory', message: 'Correct.' }],
        stepsUsed: 0,
      },
    })
    const wrong = JSON.parse((await grade([inFolder('wrong.js'), '--pattern', inFolder('p.json')])).stdout)
    expect(wrong.verdict).toBe('incorrect')
    expect(wrong.items).toEqual([{ severity: 'essential', ruleId: 'loop', message: 'Use a loop.' }])
  })

  it('takes byte order marks and any line ends', async () => {
    const { stdout } = await grade(['--pattern', inFolder('marked.json'), inFolder('marked.js')])
    expect(JSON.parse(stdout).verdict).toBe('correct')
  })

  it('with --batch, gives one line for each line, in order; a bad line gives an error and no stop', async () => {
    const lines = [
      JSON.stringify({ id: 'a', source: looped, pattern }),
      'not json',
      '',
      JSON.stringify({ id: 7, source: looped }),
      JSON.stringify({
        id: 'code',
        source: looped,
        pattern: { ...pattern, require: [{ id: 'r', code: 'if (', feedback: '-' }] },
      }),
      JSON.stringify({ id: 'b', source: 'function solve( {', pattern }),
      JSON.stringify({ id: 'c', source: 'function solve() {}', pattern }),
    ]
    const { code, stdout, stderr } = await grade(['--batch'], `${lines.join('\n')}\n`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const replies = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(replies.map(({ id, verdict, error }) => [id, verdict ?? (typeof error === 'string' && 'error')])).toEqual([
      ['a', 'correct'],
      [null, 'error'],
      [null, 'error'],
      [7, 'error'],
      ['code', 'error'],
      ['b', 'incorrect'],
      ['c', 'incorrect'],
    ])
    expect(Object.keys(replies[0])).toEqual(['id', 'verdict', 'confidence', 'items'])
  })

  it.each([
    [['--verbose'], /Unknown option '--verbose'/],
    [[], /--pattern is missing/],
    [['--pattern', 'p.json'], /one solution/],
    [['--pattern', 'p.json', 'a.js', 'b.js'], /one solution/],
    [['--batch', 'a.js'], /stdin/],
    [['--pattern', 'no-such-file.json', 'a.js'], /no-such-file\.json/],
  ])('refuses %j with exit code 2 and a message that says why', async (args, message) => {
    const { code, stdout, stderr } = await grade(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/Usage: /)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it.each(['bad.json', 'none.json'])('refuses the pattern %s with exit code 2', async (name) => {
    const { code, stderr } = await grade(['--pattern', inFolder(name), inFolder('right.js')])
    expect(code).toBe(2)
    expect(stderr).toMatch(name === 'bad.json' ? /tests\.0\.args/ : /none\.json: .*JSON/)
  })
})
