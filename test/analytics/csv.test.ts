/** Tables that every reader takes, and no spreadsheet runs. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from '../../lib/analytics/exports/csv.ts'

it('quotes what RFC 4180 asks to be quoted', () => {
  expect(csvLine(['a', 'b,c', 'say "x"', 'two\nlines', '', null, 1.5, -3, true])).toBe(
    'a,"b,c","say ""x""","two\nlines",,,1.5,-3,true\r\n',
  )
})

it.each(['=1+1', '+cmd', '-1+2', '@SUM(A1)', '\t=1', '  =1', '\r=1'])('marks %j as text', (cell) => {
  expect(csvLine([cell])).toMatch(/^"?'/)
})

it('never lets a text begin a formula, and loses nothing of it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
      const read = readCsv(csvLine(cells))
      expect(read.map((cell) => cell.replace(/^'/, ''))).toEqual(cells.map((cell) => cell.replace(/^'/, '')))
      for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
    }),
  )
})

/** RFC 4180, for one line. */
function readCsv(line: string): string[] {
  const cells: string[] = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] !== ',') break
  }
  return cells
}
