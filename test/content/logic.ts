/** Truth tables and models small enough to go through all of them. */

export type Formula = (...letters: boolean[]) => boolean

/** The rows of a truth table: all ways to make so many letters true or false. */
export const bits = (count: number): boolean[][] =>
  Array.from({ length: 2 ** count }, (_, row) => Array.from({ length: count }, (_, i) => ((row >> i) & 1) === 1))

export const countTrue = (letters: number, formula: Formula) => bits(letters).filter((row) => formula(...row)).length

export const areEquivalent = (letters: number, one: Formula, other: Formula) =>
  bits(letters).every((row) => one(...row) === other(...row))

export const isValid = (letters: number, premises: Formula[], conclusion: Formula) =>
  bits(letters).every((row) => !premises.every((premise) => premise(...row)) || conclusion(...row))

/** A world, as the kinds of things in it: each kind is the set of terms that apply to it. */
type World = string[][]

/** Every world, up to how many things there are of a kind; the empty one too, so no existence is taken for granted. */
export function allWorlds(terms: string): World[] {
  const kinds = bits(terms.length).map((row) => [...terms].filter((_, i) => row[i]))
  return bits(kinds.length).map((inhabited) => kinds.filter((_, i) => inhabited[i]))
}

/** Reads 'All S are P', 'No S are P', 'Some S are P' and 'Some S are not P'. */
export function readCategorical(text: string): (world: World) => boolean {
  const [, quantity, subject, not, predicate] = /^(All|No|Some) (\w) are (not )?(\w)$/.exec(text) ?? []
  if (subject === undefined || predicate === undefined) throw new Error(`no categorical statement: ${text}`)
  const isMatch = (kind: string[]) => kind.includes(predicate) === (not === undefined)
  return (world) => {
    const matches = world.filter((kind) => kind.includes(subject)).map(isMatch)
    if (quantity === 'Some') return matches.includes(true)
    return !matches.includes(quantity === 'No')
  }
}
