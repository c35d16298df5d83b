/** Advice on names; never more than advice. */
import type { AnyNode } from 'acorn'
import type { SolutionPattern } from '../../../contract/solution-pattern.ts'
import type { Binding, Scopes } from './scopes.ts'
import { isClass } from './syntax.ts'

export type NamingStyle = NonNullable<SolutionPattern['naming']>['style']

const styles: Readonly<Record<NamingStyle, RegExp>> = {
  camelCase: /^_*[a-z$][a-zA-Z0-9$]*_*$|^_+$/,
  snake_case: /^_*[a-z$][a-z0-9$_]*$|^_+$/,
  PascalCase: /^_*[A-Z$][a-zA-Z0-9$]*$|^_+$/,
}
const constantCase = /^[A-Z][A-Z0-9_]*$/
const pascalCase = styles.PascalCase

/** The first name that is not in style. Classes are PascalCase and constants may be CONSTANT_CASE in every style. */
export function findMisnamed(style: NamingStyle, { bindings }: Scopes): { message: string; at: AnyNode } | null {
  const misnamed = bindings.find((binding) => !isInStyle(style, binding))
  if (!misnamed) return null
  return { message: `By convention, ${misnamed.name} would be written in ${style}.`, at: misnamed.declaration }
}

function isInStyle(style: NamingStyle, { name, kind, definitions }: Binding): boolean {
  if (kind === 'class' || definitions.some(({ node }) => isClass(node))) return pascalCase.test(name)
  return styles[style].test(name) || (kind === 'const' && constantCase.test(name)) || kind === 'import'
}
