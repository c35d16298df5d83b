/** Search trees and heaps, as the questions on data structures describe them. */

type Tree = { readonly key: number; readonly left: Tree | undefined; readonly right: Tree | undefined } | undefined

const insert = (tree: Tree, key: number): Tree => {
  if (tree === undefined) return { key, left: undefined, right: undefined }
  return key < tree.key ? { ...tree, left: insert(tree.left, key) } : { ...tree, right: insert(tree.right, key) }
}

export const searchTree = (keys: readonly number[]): Tree => keys.reduce<Tree>(insert, undefined)

export const visit = (tree: Tree, order: 'pre' | 'in'): number[] => {
  if (tree === undefined) return []
  const [left, right] = [visit(tree.left, order), visit(tree.right, order)]
  return order === 'pre' ? [tree.key, ...left, ...right] : [...left, tree.key, ...right]
}

export const countEdges = (tree: Tree): number =>
  [tree?.left, tree?.right].reduce((edges, child) => (child === undefined ? edges : edges + 1 + countEdges(child)), 0)

/** A max-heap in an array, after inserting a key. */
export function heapInsert(heap: readonly number[], key: number): number[] {
  const array = [...heap, key]
  for (let i = heap.length; i > 0; ) {
    const parent = (i - 1) >> 1
    if (array[parent]! >= array[i]!) break
    array.splice(i, 1, array.splice(parent, 1, array[i]!)[0]!)
    i = parent
  }
  return array
}
