/** The normal form of a program as one line of text, for tests: `(Return (Binary "+" a 1))`, `[…]` for a list, `&` where operands commute. */
import type { AnyNode, Identifier } from 'acorn'
import type { View } from '../../../../lib/grading/code/structure/arrange-statements.ts'
import type { PatternNode } from '../../../../lib/grading/code/structure/code-pattern.ts'
import type { NormalNode } from '../../../../lib/grading/code/structure/normal-node.ts'
import { createNormaliser } from '../../../../lib/grading/code/structure/normalise.ts'
import { modelProgram } from '../../../../lib/grading/code/structure/program-model.ts'
import { inferTypes } from '../../../../lib/grading/code/structure/value-types.ts'
import { parsedProgram } from '../parsed-program.ts'

/** @returns the program's statements, one text each */
export function printNormalForm(source: string, view: View): string[] {
  return normalForm(source, view).children.map(print)
}

/** The program as one list. */
export function normalForm(source: string, view: View): NormalNode {
  const parsed = parsedProgram(source)
  const { program, scopes, dead } = modelProgram(parsed.program)
  const normaliser = createNormaliser({
    view,
    isDead: (node: AnyNode) => dead.has(node),
    typeOf: inferTypes(scopes, new Map(), null, []),
    identityOf: (name: Identifier) => `${name.name} ${scopes.bindingOf.get(name)?.id ?? 'global'}`,
    nameOf: (name: Identifier) => name.name,
  })
  return normaliser.normaliseList(program.body, null)
}

type Printable = {
  readonly type: string
  readonly label: string
  readonly children: readonly Printable[]
  readonly commutes?: boolean
  readonly kind?: PatternNode['kind']
}

/** Of a program or of a pattern: there, `$_` is anything and `...` a run. */
export function print({ type, label, children, commutes, kind }: Printable): string {
  if (kind === 'rest') return '...'
  if (type === 'List') return `[${children.map(print).join(' ')}]`
  if (type === 'Id' || type === 'Literal' || kind === 'variable' || kind === 'anything') return label
  if (type === 'None') return '-'
  const words = [commutes ? `${type}&` : type, ...(label === '' ? [] : [`'${label}'`]), ...children.map(print)]
  return `(${words.join(' ')})`
}
