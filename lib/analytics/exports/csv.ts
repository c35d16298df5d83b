/** Tables as text/csv: RFC 4180, and nothing in a cell that a spreadsheet would run. */

export type Cell = string | number | boolean | null

/**
 * One line, its end included. A text that a spreadsheet would take for a formula gets an apostrophe in front, which is
 * how spreadsheets themselves mark text (OWASP, CSV Injection); numbers are left alone.
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(toField).join(',')}\r\n`

function toField(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = /^[\s]*[=+\-@]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
