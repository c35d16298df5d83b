/**
 * Text of questions and explanations: formulas between dollar signs, code between backticks, the rest as it is. Built as
 * nodes, never as HTML, so that nothing in a text can be markup.
 */
import { useEffect, useRef } from 'preact/hooks'

type Piece = { kind: 'text' | 'code' | 'block' | 'formula'; text: string }

const pieces = /```[a-z]*\n?([\s\S]*?)```|`([^`\n]+)`|\$([^$\n]+)\$/g

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

export const RichText = ({ text }: { text: string }) => (
  <span class="rich-text">
    {splitRichText(text).map((piece, place) => {
      switch (piece.kind) {
        case 'text':
          return piece.text
        case 'code':
          return <code key={place}>{piece.text}</code>
        case 'block':
          return (
            <pre key={place}>
              <code>{piece.text}</code>
            </pre>
          )
        case 'formula':
          return <Formula key={place} source={piece.text} />
      }
    })}
  </span>
)

/** KaTeX comes with the first formula; until then, and where it cannot read one, the source stands there. */
function Formula({ source }: { source: string }) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let isCurrent = true
    const draw = async () => {
      const { renderFormula } = await import('./formula.ts')
      if (isCurrent && place.current) renderFormula(source, place.current)
    }
    draw().catch((error: unknown) => console.warn('a formula is shown as its source', error))
    return () => {
      isCurrent = false
    }
  }, [source])
  return (
    <span class="formula" ref={place}>
      {source}
    </span>
  )
}
