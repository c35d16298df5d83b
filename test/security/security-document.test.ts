/** SECURITY.md answers both of OWASP's lists line by line, and every file that it names is there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'SECURITY.md'), 'utf8')
const pathsIn = (words: string) => [...words.matchAll(/`((?:test|lib|cdk)\/[^`]+)`/g)].map(([, path]) => path ?? '')

test.each([...new Set(pathsIn(text))])('%s is there', (path) => {
  expect(existsSync(join(root, path))).toBe(true)
})

const numbered = (list: string, width: number) =>
  Array.from({ length: 10 }, (_, index) => `${list}${String(index + 1).padStart(width, '0')}`)

describe.each([...numbered('API', 1), ...numbered('LLM', 2)])('%s', (risk) => {
  test('has one line, with an answer and a test that shows it', () => {
    const lines = text.split('\n').filter((line) => line.startsWith(`| ${risk} `))
    expect(lines).toHaveLength(1)
    const [, , answer = '', shownBy = ''] = (lines[0] ?? '').split('|').map((cell) => cell.trim())
    expect(answer.length).toBeGreaterThan(40)
    expect(pathsIn(shownBy).filter((path) => path.startsWith('test/'))).not.toEqual([])
  })
})
