/** A program's two normal forms, made when the first code pattern asks, and the parts of them that rules look at. */
import type { AnyNode } from 'acorn'
import type { View } from './arrange-statements.ts'
import type { CodePattern } from './code-pattern.ts'
import { createMatcher, type MatchBudget } from './match-pattern.ts'
import type { NormalNode } from './normal-node.ts'
import { createNormaliser, type NormaliseContext } from './normalise.ts'

/** Where to look: everywhere, or in the code of these functions and top-level values. */
export type Region = ReadonlySet<AnyNode> | 'everywhere'

export type FindCode = (pattern: CodePattern, region: Region) => AnyNode[]

type Form = {
  readonly root: NormalNode
  readonly bySource: ReadonlyMap<AnyNode, NormalNode>
  /** The declaration or assignment that gives a function its name. */
  readonly namingOf: ReadonlyMap<AnyNode, NormalNode>
}

/** @param body the program's statements */
export function createFinder(
  body: readonly AnyNode[],
  context: Omit<NormaliseContext, 'view'>,
  budget: MatchBudget,
): FindCode {
  const finders = { flat: lazily(() => finderIn('flat')), nested: lazily(() => finderIn('nested')) }

  function finderIn(view: View) {
    const root = createNormaliser({ ...context, view }).normaliseList(body, null)
    const form = indexForm(root)
    const matcher = createMatcher(budget)
    const subjects = new Map<Region, readonly NormalNode[]>()
    return ({ id, form: kind, roots }: CodePattern, region: Region): NormalNode[] => {
      const known = subjects.get(region) ?? subjectsIn(form, region)
      subjects.set(region, known)
      return matcher.find({ id, form: kind, root: roots[view] }, known)
    }
  }

  return (pattern, region) => {
    const [flat, nested] = [finders.flat()(pattern, region), finders.nested()(pattern, region)]
    const found = flat.length >= nested.length ? flat : nested
    return [...new Set(found.map(({ source }) => source))]
  }
}

function lazily<T>(compute: () => T): () => T {
  let known: { value: T } | null = null
  return () => {
    known ??= { value: compute() }
    return known.value
  }
}

function indexForm(root: NormalNode): Form {
  const bySource = new Map<AnyNode, NormalNode>()
  const namingOf = new Map<AnyNode, NormalNode>()
  const pending = [root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    const value = node.children.at(-1)
    if (value?.type === 'Function') namingOf.set(value.source, node)
    // The outermost node of a source stands for it, but a function's own node for a function.
    if (!bySource.has(node.source) || node.type === 'Function') bySource.set(node.source, node)
    pending.push(...node.children)
  }
  return { root, bySource, namingOf }
}

function subjectsIn({ root, bySource, namingOf }: Form, region: Region): readonly NormalNode[] {
  const found = new Set<NormalNode>()
  const enters = (node: NormalNode) => region === 'everywhere' || node.type !== 'Function' || region.has(node.source)
  const roots = region === 'everywhere' ? [root] : [...region].flatMap((unit) => bySource.get(unit) ?? [])
  const pending = [...roots]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (found.has(node)) continue
    found.add(node)
    const naming = namingOf.get(node.source)
    if (naming && node.type === 'Function') found.add(naming)
    if (enters(node)) pending.push(...node.children)
  }
  return [...found].sort((a, b) => a.source.start - b.source.start)
}
