/** Evaluates Boolean expressions as the bank writes them: NOT binds most, then AND, XOR, OR. */

const operators: readonly { readonly word: string; readonly join: (a: boolean, b: boolean) => boolean }[] = [
  { word: 'OR', join: (a, b) => a || b },
  { word: 'XOR', join: (a, b) => a !== b },
  { word: 'AND', join: (a, b) => a && b },
]

/** Undefined when the text is no expression in the given letters. */
export function truthOf(text: string, values: Readonly<Record<string, boolean>>): boolean | undefined {
  const tokens = text.match(/[A-Z]+|\S/g) ?? []
  let place = 0

  const atom = (): boolean | undefined => {
    const token = tokens[place] ?? ''
    place += 1
    if (token === 'NOT') {
      const value = atom()
      return value === undefined ? undefined : !value
    }
    if (token !== '(') return values[token]
    const value = joined(0)
    place += 1
    return tokens[place - 1] === ')' ? value : undefined
  }

  const joined = (rank: number): boolean | undefined => {
    const operator = operators[rank]
    if (operator === undefined) return atom()
    let value = joined(rank + 1)
    while (tokens[place] === operator.word) {
      place += 1
      const right = joined(rank + 1)
      value = value === undefined || right === undefined ? undefined : operator.join(value, right)
    }
    return value
  }

  const value = joined(0)
  return place === tokens.length ? value : undefined
}
