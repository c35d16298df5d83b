/** A program that parses, for tests. */
import { type ParsedProgram, parseProgram } from '../../../lib/grading/code/program/parse-program.ts'

export function parsedProgram(source: string): ParsedProgram {
  const parsed = parseProgram(source)
  if (parsed.kind !== 'parsed') throw new Error(`${source}: ${JSON.stringify(parsed)}`)
  return parsed
}
