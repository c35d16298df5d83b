/** A program's two normal forms, made when the first code pattern asks, and the parts of them that rules look at. */
import type { AnyNode } from 'acorn'
import type { View } from './arrange-statements.ts'
import type { CodePattern } from './code-pattern.ts'
import { createMatcher, type MatchBudget } from './match-pattern.ts'
import type { NormalNode } from './normal-node.ts'
import { createNormaliser, type NormaliseContext } from './normalise.ts'

/** Where to look: everywhere, or in the code of these functions and top-level values. */
export type Region = ReadonlySet<AnyNode> | 'everywhere'

/** @param enough how many occurrences settle the question, where not all need be known */
export type FindCode = (pattern: CodePattern, region: Region, enough: number) => AnyNode[]

/** By the types that a node, or its mirror, has: a pattern looks only at what its root may be. */
type Subjects = ReadonlyMap<string, readonly NormalNode[]>

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
    const subjects = new Map<Region, Subjects>()
    return ({ id, roots }: CodePattern, region: Region): AnyNode[] => {
      const known = subjects.get(region) ?? subjectsIn(form, region)
      subjects.set(region, known)
      const root = roots[view]
      const candidates = root.node.kind === 'node' ? known.get(root.node.type) : [...known.values()].flat()
      const found = matcher.find(id, root, candidates ?? [])
      return [...new Set(found.map(({ source }) => source))].sort((a, b) => a.start - b.start)
    }
  }

  return (pattern, region, enough) => {
    const flat = finders.flat()(pattern, region)
    if (flat.length >= enough) return flat
    const nested = finders.nested()(pattern, region)
    return flat.length >= nested.length ? flat : nested
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

function subjectsIn({ root, bySource, namingOf }: Form, region: Region): Subjects {
  const found = new Map<string, NormalNode[]>()
  const note = (type: string, node: NormalNode) => {
    const known = found.get(type)
    if (known) known.push(node)
    else found.set(type, [node])
  }
  const entered = new Set<NormalNode>()
  const pending = region === 'everywhere' ? [root] : [...region].flatMap((unit) => bySource.get(unit) ?? [])
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Function') {
      // Reached as a unit and, perhaps, from within another.
      if (entered.has(node) || (region !== 'everywhere' && !region.has(node.source))) continue
      entered.add(node)
      const naming = namingOf.get(node.source)
      if (naming && region !== 'everywhere') note(naming.type, naming)
    }
    note(node.type, node)
    if (node.mirror && node.mirror.type !== node.type) note(node.mirror.type, node)
    pending.push(...node.children)
  }
  return found
}
