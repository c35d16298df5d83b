/**
 * Text of questions and explanations: formulas between dollar signs, code between backticks, the rest as it is. Built as
 * nodes, never as HTML, so that nothing in a text can be markup.
 */
import { useEffect, useRef } from 'preact/hooks'
import { splitRichText } from './split-rich-text.ts'

export const RichText = ({ text }: { text: string }) => (
  <span class="rich-text">
    {splitRichText(text).map(({ kind, text: piece }, place) => {
      if (kind === 'text') return piece
      if (kind === 'formula') return <Formula key={place} source={piece} />
      return (
        <code key={place} class={kind}>
          {piece}
        </code>
      )
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
