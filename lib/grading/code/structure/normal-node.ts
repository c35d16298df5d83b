/** The normal form's nodes: few types, every part a child, equal trees with equal keys. */
import type { AnyNode } from 'acorn'

export type NormalNode = {
  readonly type: string
  /** Operator, name or literal, where the type has one. */
  readonly label: string
  readonly children: readonly NormalNode[]
  /** The same for two trees of one interner just when they are equal, up to the order of operands that commute. */
  readonly key: number
  /** Nodes in the tree. */
  readonly size: number
  readonly source: AnyNode
  readonly commutes: boolean
  /** The same said another way: `if (!c) b else a` for `if (c) a else b`. */
  readonly mirror: NormalNode | null
}

export type NodeParts = {
  label?: string
  children?: readonly NormalNode[]
  commutes?: boolean
  mirror?: NormalNode | null
  /** What tells this node from others, when that is not its label: an identifier's binding. */
  identity?: string
}

export type MakeNode = (type: string, source: AnyNode, parts?: NodeParts) => NormalNode

const plain: NodeParts = {}
const none: readonly NormalNode[] = []

/** Nodes whose keys can be compared with each other. */
export function createInterner(): MakeNode {
  const keys = new Map<string, number>()
  return (type, source, parts = plain) => {
    const { label = '', children = none, commutes = false, mirror = null, identity = label } = parts
    let text = `${type} ${identity}`
    let size = 1
    for (const child of commutes ? children.toSorted((a, b) => a.key - b.key) : children) {
      text += ` ${child.key}`
      size += child.size
    }
    let key = keys.get(text)
    if (key === undefined) {
      key = keys.size
      keys.set(text, key)
    }
    return { type, label, children, key, size, source, commutes, mirror }
  }
}
