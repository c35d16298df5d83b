/** One walk over a new tree, with its own stack: is it too deep, and is a regular expression in it malformed? */
import type { AnyNode, Program } from 'acorn'
import { findPatternProblem } from '../interpreter/regexp/parse-pattern.ts'
import { childrenOf } from './children.ts'
import { limits, TooComplex } from './limits.ts'

type BadPattern = { readonly message: string; readonly offset: number }

/** @throws TooComplex */
export function surveyTree(program: Program): { badPattern: BadPattern | null } {
  let badPattern: BadPattern | null = null
  let level: AnyNode[] = [program]
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limits.treeDepth) throw new TooComplex(`code nested over ${limits.treeDepth} deep`)
    const below: AnyNode[] = []
    for (const node of level) {
      if (node.type === 'Literal' && node.regex) {
        const problem = findPatternProblem(node.regex.pattern, node.regex.flags)
        if (problem) badPattern ??= { message: `This regular expression is not valid: ${problem}.`, offset: node.start }
      }
      for (const child of childrenOf(node)) below.push(child)
    }
    level = below
  }
  return { badPattern }
}
