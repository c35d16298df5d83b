/** Other spellings of a program, made by edits of its text at the places that its tree names. */
import type { AnyNode, Program } from 'acorn'
import { resolveScopes } from '../../../lib/grading/code/structure/scopes.ts'
import { nodesOf } from '../../../lib/grading/code/structure/syntax.ts'
import { parsedProgram } from './parsed-program.ts'

type Edit = { start: number; end: number; text: string }
type Rewrite = (program: Program, source: string) => Edit[]

const textOf = (source: string, { start, end }: AnyNode) => source.slice(start, end)

/** Every name that is not the global's, and none of `kept`, gets another one. */
const rename =
  (kept: readonly string[]): Rewrite =>
  (program) => {
    const { bindingOf } = resolveScopes(program)
    const shorthand = new Set(
      nodesOf(program).flatMap((node) => (node.type === 'Property' && node.shorthand ? [nodesOf(node.value)[0]] : [])),
    )
    return [...bindingOf].flatMap(([identifier, binding]): Edit[] => {
      if (!binding || kept.includes(binding.name)) return []
      const { start, end, name } = identifier
      const isDefault = nodesOf(program).some(
        (node) => node.type === 'AssignmentPattern' && shorthand.has(node) && node.left === identifier,
      )
      const key = shorthand.has(identifier) || isDefault ? `${name}: ` : ''
      return [{ start, end, text: `${key}${name}Renamed` }]
    })
  }

const letForConst: Rewrite = (program) =>
  nodesOf(program).flatMap((node) =>
    node.type === 'VariableDeclaration' && node.kind === 'const'
      ? [{ start: node.start, end: node.start + 5, text: 'let' }]
      : [],
  )

/** Functions of the top level as constants, in front of all else, since they would be hoisted. */
const functionValues: Rewrite = (program, source) =>
  program.body.flatMap((node): Edit[] => {
    if (node.type !== 'FunctionDeclaration') return []
    const value = `const ${node.id.name} = function ${source.slice(node.id.end, node.end)};\n`
    return [
      { start: 0, end: 0, text: value },
      { start: node.start, end: node.end, text: '' },
    ]
  })

const simple = new Set(['Identifier', 'Literal', 'MemberExpression'])
const turned = new Map([
  ['<', '>'],
  ['>', '<'],
  ['<=', '>='],
  ['>=', '<='],
  ['===', '==='],
  ['!==', '!=='],
  ['*', '*'],
])

/** Operands in the other order: of products, comparisons and equalities of names and literals. */
const operands: Rewrite = (program, source) =>
  nodesOf(program).flatMap((node): Edit[] => {
    if (node.type !== 'BinaryExpression' || !simple.has(node.left.type) || !simple.has(node.right.type)) return []
    const operator = turned.get(node.operator)
    if (operator === undefined) return []
    const text = `${textOf(source, node.right)} ${operator} ${textOf(source, node.left)}`
    return [{ start: node.start, end: node.end, text }]
  })

/** `if (a) b; else c` as `if (!(a)) c; else b`, the innermost ones. */
const branches: Rewrite = (program, source) =>
  nodesOf(program).flatMap((node): Edit[] => {
    if (node.type !== 'IfStatement' || !node.alternate) return []
    if (nodesOf(node).filter(({ type }) => type === 'IfStatement').length > 1) return []
    const [test, then, otherwise] = [node.test, node.consequent, node.alternate].map((part) => textOf(source, part))
    return [{ start: node.start, end: node.end, text: `if (!(${test})) { ${otherwise} } else { ${then} }` }]
  })

/** `for (a; b; c) { ... }` as a while loop, where nothing in it would skip the step. */
const whiles: Rewrite = (program, source) =>
  nodesOf(program).flatMap((node): Edit[] => {
    const isPlain = node.type === 'ForStatement' && node.init && node.test && node.update
    if (!isPlain || nodesOf(node.body).some(({ type }) => type === 'ContinueStatement' || type === 'ForStatement'))
      return []
    const { init, test, update, body } = node
    if (!init || !test || !update) return []
    const text = `{ ${textOf(source, init)}; while (${textOf(source, test)}) { ${textOf(source, body)}\n${textOf(source, update)} } }`
    return [{ start: node.start, end: node.end, text }]
  })

/** `return a ? b : c` with the two the other way round. */
const conditionals: Rewrite = (program, source) =>
  nodesOf(program).flatMap((node): Edit[] => {
    if (node.type !== 'ConditionalExpression') return []
    if (nodesOf(node).filter(({ type }) => type === 'ConditionalExpression').length > 1) return []
    const [test, then, otherwise] = [node.test, node.consequent, node.alternate].map((part) => textOf(source, part))
    return [{ start: node.start, end: node.end, text: `!(${test}) ? ${otherwise} : ${then}` }]
  })

function apply(rewrite: Rewrite, source: string): string {
  const parsed = parsedProgram(source)
  const edits = rewrite(parsed.program, source).sort((a, b) => b.start - a.start || b.end - a.end)
  let [text, last] = [source, Number.POSITIVE_INFINITY]
  for (const { start, end, text: replacement } of edits) {
    // An edit within another one waits for another time.
    if (end > last) continue
    text = text.slice(0, start) + replacement + text.slice(end)
    last = start
  }
  return text
}

/** @param kept names that the question asks for */
export function rewritesOf(source: string, kept: readonly string[]): { name: string; text: string }[] {
  const rewrites = { rename: rename(kept), letForConst, functionValues, operands, branches, whiles, conditionals }
  const each = Object.entries(rewrites).map(([name, rewrite]) => ({ name, text: apply(rewrite, source) }))
  const all = Object.values(rewrites).reduceRight((text, rewrite) => apply(rewrite, text), source)
  return [...each, { name: 'all', text: all }].filter(({ text }) => text !== source)
}
