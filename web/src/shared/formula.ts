/** KaTeX, loaded when the first formula is met. MathML goes along, for readers that speak it. */
import katex from 'katex'
import 'katex/dist/katex.min.css'

export const renderFormula = (source: string, place: HTMLElement) =>
  katex.render(source, place, { throwOnError: false, output: 'htmlAndMathml', trust: false, maxExpand: 200 })
