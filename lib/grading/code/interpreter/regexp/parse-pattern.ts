/** The syntax of regular expressions. */
export function findPatternProblem(_pattern: string, _flags: string): string | null {
  return null
}
