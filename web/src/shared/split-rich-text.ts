/** Where code and formulas stand in a text. */
type Piece = { kind: 'text' | 'code' | 'block' | 'formula'; text: string }

/**
 * A formula's dollar signs stand close to it, and no digit follows, so that prices are none:
 * https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
const pieces = /```[a-z]*\n?([\s\S]*?)```|`([^`\n]+)`|\$(?!\s)([^$\n]*[^$\s])\$(?!\d)/g

export function splitRichText(text: string): Piece[] {
  const found: Piece[] = []
  let end = 0
  for (const match of text.matchAll(pieces)) {
    if (match.index > end) found.push({ kind: 'text', text: text.slice(end, match.index) })
    const [whole, block, code, formula] = match
    if (block !== undefined) found.push({ kind: 'block', text: block.replace(/\n$/, '') })
    else if (code !== undefined) found.push({ kind: 'code', text: code })
    else found.push({ kind: 'formula', text: formula ?? '' })
    end = match.index + whole.length
  }
  if (end < text.length) found.push({ kind: 'text', text: text.slice(end) })
  return found
}
