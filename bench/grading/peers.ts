/** Other tools that look for structure in JavaScript, each with the five rules of `rulesPattern` as far as it can say them. */
import * as z from 'zod'
import { loadPeer } from '../load-peers.ts'

/** Looks for the five patterns in a program: how many are there. */
export type Peer = { readonly name: string; readonly countMatches: (source: string) => number }

type Found = Peer | { readonly problem: string }

const structuredSchema = z.object({
  match: z.function({ input: [z.string(), z.string()], output: z.unknown() }),
})

/** Khan Academy's StructuredJS, which reads ES5. */
export function loadStructured(): Found {
  const loaded = loadPeer('structured')
  if ('problem' in loaded) return loaded
  const { match } = structuredSchema.parse(loaded.module)
  const structures = [
    'function () { for (_; _; _) {} }',
    'function () { var $sum = 0; for (_; _; _) { if (_) { $sum += _ } } return $sum }',
    'function () { if (_ % 2 === 0 && _) {} }',
    'function () { eval(_) }',
    'function () { _.reduce(_) }',
  ]
  return {
    name: 'structured',
    countMatches: (source) => quietly(() => structures.filter((structure) => Boolean(match(source, structure))).length),
  }
}

/** It tells the console about every mismatch, which is none of its work. */
function quietly<T>(work: () => T): T {
  const { error } = console
  console.error = () => {}
  try {
    return work()
  } finally {
    console.error = error
  }
}

const astGrepSchema = z.object({
  parse: z.custom<(language: string, source: string) => { root: () => { find: (pattern: string) => unknown } }>(
    (value) => typeof value === 'function',
  ),
})

/** ast-grep: tree-sitter's tree, searched in Rust. */
export function loadAstGrep(): Found {
  const loaded = loadPeer('@ast-grep/napi')
  if ('problem' in loaded) return loaded
  const { parse } = astGrepSchema.parse(loaded.module)
  const patterns = ['for ($A; $B; $C) { $$$ }', '$A += $X', '$X % 2 === 0', 'eval($$$)', '$L.reduce($$$)']
  return {
    name: '@ast-grep/napi',
    countMatches: (source) => {
      const root = parse('JavaScript', source).root()
      return patterns.filter((pattern) => root.find(pattern) !== null).length
    },
  }
}
