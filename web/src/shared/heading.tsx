/** A page's heading, which is its title too. It takes the focus when somebody came here from another page. */
import { useEffect, useRef } from 'preact/hooks'
import { strings } from '../strings.ts'

let isFirst = true

/** @param takesFocus also on the first page of all */
export function Heading({ text, takesFocus = false }: { text: string; takesFocus?: boolean }) {
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${text} · ${strings.title}`
  }, [text])
  useEffect(() => {
    if (takesFocus || !isFirst) place.current?.focus()
    isFirst = false
  }, [])
  return (
    <h1 ref={place} tabIndex={-1}>
      {text}
    </h1>
  )
}
