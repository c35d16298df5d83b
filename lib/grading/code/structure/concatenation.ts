/** A template and a `+` of strings are one thing: the parts of a text in order. */
import type { AnyNode } from 'acorn'
import type { MakeNode, NormalNode } from './normal-node.ts'

const isText = ({ type, label }: NormalNode) => type === 'Literal' && label.startsWith('"')

/** One flat list of parts: no empty text, no two texts side by side. */
export function makeConcatenation(make: MakeNode, source: AnyNode, given: readonly NormalNode[]): NormalNode {
  const parts: NormalNode[] = []
  for (const part of given.flatMap((one) => (one.type === 'Concat' ? one.children : [one]))) {
    const last = parts.at(-1)
    if (last && isText(last) && isText(part)) parts[parts.length - 1] = joined(make, last, part)
    else parts.push(part)
  }
  const [first, ...others] = parts
  if (first && isText(first) && others.length === 0) return first
  const filled = parts.filter(({ label, type }) => type !== 'Literal' || label !== '""')
  return make('Concat', source, { children: filled, mirror: asSum(make, source, filled) })
}

function joined(make: MakeNode, a: NormalNode, b: NormalNode): NormalNode {
  return make('Literal', a.source, { label: `${a.label.slice(0, -1)}${b.label.slice(1)}` })
}

/** How a `+` between any two things sees it. */
function asSum(make: MakeNode, source: AnyNode, parts: readonly NormalNode[]): NormalNode | null {
  const last = parts.at(-1)
  const before = parts.slice(0, -1)
  const [only] = before
  if (!last || !only) return null
  const left = before.length === 1 ? only : make('Concat', source, { children: before })
  return make('Binary', source, { label: '+', children: [left, last] })
}
