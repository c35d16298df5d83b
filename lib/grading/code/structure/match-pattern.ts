/**
 * Where a code pattern occurs in a normal form. First whether it could, its variables aside: that is memoised by pattern
 * node and tree key, so each pair is looked at once. Then with its variables, by backtracking. Both charge one budget.
 */
import type { PatternNode, PatternRoot } from './code-pattern.ts'
import type { NormalNode } from './normal-node.ts'

/** What matching may still cost; shared by all rules of one program. */
export type MatchBudget = { steps: number }

export const matchBudget = 400_000

/** Thrown when the budget is used up: the structure could not be judged. */
export class MatchBudgetExhausted extends Error {
  override name = 'MatchBudgetExhausted'
}

/** What each variable stands for, as a list without mutation. */
type Bindings = { readonly name: string; readonly key: number; readonly rest: Bindings } | null
type Continue = (bindings: Bindings) => boolean

export type Matcher = {
  /** Those of the subjects at which the pattern of that id occurs; lists, for a run of statements. */
  readonly find: (id: number, root: PatternRoot, subjects: readonly NormalNode[]) => NormalNode[]
}

/** More than a pattern of 500 characters, or a program of 8,000 tokens, has nodes. */
const mostPatternNodes = 2 ** 12
const mostKeys = 2 ** 20

/** For subjects of one interner. @param budget is charged as matching goes; `find` throws MatchBudgetExhausted. */
export function createMatcher(budget: MatchBudget): Matcher {
  const possible = new Map<number, boolean>()

  const charge = () => {
    budget.steps -= 1
    if (budget.steps < 0) throw new MatchBudgetExhausted()
  }

  function remember(key: number, compute: () => boolean): boolean {
    const known = possible.get(key)
    if (known !== undefined) return known
    charge()
    const found = compute()
    possible.set(key, found)
    return found
  }

  function find(id: number, { form, node: root }: PatternRoot, subjects: readonly NormalNode[]): NormalNode[] {
    const couldMatch = (wanted: PatternNode, subject: NormalNode): boolean => {
      if (wanted.kind !== 'node') return true
      if (!isAlike(wanted, subject) && !(subject.mirror && isAlike(wanted, subject.mirror))) return false
      return remember((id * mostPatternNodes + wanted.index) * mostKeys + subject.key, () =>
        ways(wanted, subject).some(([parts, children]) =>
          parts.some(({ kind }) => kind === 'rest')
            ? couldMatchRun(parts, children)
            : parts.length === children.length && parts.every((part, i) => couldMatch(part, at(children, i))),
        ),
      )
    }

    /** Whether the parts, runs among them, could use up the children. */
    function couldMatchRun(parts: readonly PatternNode[], children: readonly NormalNode[]): boolean {
      let reached = new Set([0])
      for (const part of parts) {
        const next = new Set<number>()
        charge()
        if (part.kind === 'rest') {
          // Positions are added in ascending order, so the first is the lowest.
          const [lowest = 0] = reached
          for (let i = lowest; i <= children.length; i += 1) next.add(i)
        } else {
          for (const i of reached) {
            charge()
            const child = children[i]
            if (child && couldMatch(part, child)) next.add(i + 1)
          }
        }
        if (next.size === 0) return false
        reached = next
      }
      return reached.has(children.length)
    }

    function match(wanted: PatternNode, subject: NormalNode, bindings: Bindings, then: Continue): boolean {
      charge()
      if (wanted.kind === 'anything') return then(bindings)
      if (wanted.kind === 'variable') {
        const bound = lookUp(bindings, wanted.label)
        if (bound !== null) return bound === subject.key && then(bindings)
        return then({ name: wanted.label, key: subject.key, rest: bindings })
      }
      if (!couldMatch(wanted, subject)) return false
      return ways(wanted, subject).some(([parts, children]) => matchRun(parts, 0, children, 0, bindings, then))
    }

    function matchRun(
      parts: readonly PatternNode[],
      from: number,
      children: readonly NormalNode[],
      start: number,
      bindings: Bindings,
      then: Continue,
    ): boolean {
      const part = parts[from]
      if (!part) return start === children.length && then(bindings)
      if (part.kind === 'rest') {
        if (from === parts.length - 1) return then(bindings)
        for (let i = start; i <= children.length; i += 1)
          if (matchRun(parts, from + 1, children, i, bindings, then)) return true
        return false
      }
      const child = children[start]
      if (!child) return false
      return match(part, child, bindings, (extended) => matchRun(parts, from + 1, children, start + 1, extended, then))
    }

    const occurs = (subject: NormalNode): boolean => {
      if (form === 'node') return match(root, subject, null, () => true)
      if (subject.type !== 'List') return false
      const parts = [anyRun, ...root.children, anyRun]
      return couldMatchRun(parts, subject.children) && matchRun(parts, 0, subject.children, 0, null, () => true)
    }
    return subjects.filter(occurs)
  }
  return { find }
}

const anyRun: PatternNode = { index: -1, kind: 'rest', type: 'Id', label: '', children: [] }

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError('the lists differ in length')
  return item
}

function lookUp(bindings: Bindings, name: string): number | null {
  for (let one = bindings; one; one = one.rest) if (one.name === name) return one.key
  return null
}

const isAlike = (wanted: PatternNode, { type, label }: NormalNode) => type === wanted.type && label === wanted.label

type Way = readonly [readonly PatternNode[], readonly NormalNode[]]

/** How the children of two nodes may pair up: as they stand, with operands swapped, said the other way round. */
function ways(wanted: PatternNode, subject: NormalNode): Way[] {
  const alike = [subject, ...(subject.mirror ? [subject.mirror] : [])].filter((one) => isAlike(wanted, one))
  return alike.flatMap((one): Way[] => {
    const parts = wanted.children
    const [condition, branch, otherwise] = parts
    // An `if` without an else asks nothing of the other branch.
    const isOpen = wanted.type === 'If' && otherwise?.children.length === 0
    if (isOpen && condition && branch) return [[[condition, branch], one.children.slice(0, 2)]]
    const straight: Way = [parts, one.children]
    return one.commutes ? [straight, [parts, one.children.toReversed()]] : [straight]
  })
}
