/** Which names a function or block declares, before any of it runs. */
import type { FunctionDeclaration, ModuleDeclaration, Pattern, Program, Statement, VariableDeclaration } from 'acorn'

type Item = Program['body'][number] | Statement | ModuleDeclaration

export function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []))
    case 'RestElement':
      return namesIn(pattern.argument)
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'MemberExpression':
      return []
  }
}

const namesOf = (declaration: VariableDeclaration) => declaration.declarations.flatMap(({ id }) => namesIn(id))

/** The declaration behind an export, or the statement itself. */
export function declarationOf(item: Item) {
  if (item.type === 'ExportNamedDeclaration') return item.declaration ?? null
  if (item.type === 'ExportDefaultDeclaration') {
    const { declaration } = item
    const isDeclaration = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration'
    return isDeclaration && declaration.id ? declaration : null
  }
  if (item.type === 'ImportDeclaration' || item.type === 'ExportAllDeclaration') return null
  return item
}

/** Names declared by `var` anywhere in a function, and in sloppy code by functions in its blocks. */
export function collectVarNames(body: readonly Item[], strict: boolean): Set<string> {
  const names = new Set<string>()
  const pending: (Item | null | undefined)[] = [...body]
  const note = (declaration: VariableDeclaration) => {
    if (declaration.kind === 'var') for (const name of namesOf(declaration)) names.add(name)
  }
  const inBlock = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (statement.type === 'FunctionDeclaration' && !strict) names.add(statement.id.name)
      pending.push(statement)
    }
  }
  while (pending.length > 0) {
    const item = pending.pop()
    const node = item ? declarationOf(item) : null
    switch (node?.type) {
      case 'VariableDeclaration':
        note(node)
        break
      case 'BlockStatement':
        inBlock(node.body)
        break
      case 'IfStatement':
        for (const branch of [node.consequent, node.alternate]) {
          if (branch?.type === 'FunctionDeclaration') inBlock([branch])
          else pending.push(branch)
        }
        break
      case 'ForStatement':
        if (node.init?.type === 'VariableDeclaration') note(node.init)
        pending.push(node.body)
        break
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.left.type === 'VariableDeclaration') note(node.left)
        pending.push(node.body)
        break
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        pending.push(node.body)
        break
      case 'SwitchStatement':
        for (const { consequent } of node.cases) inBlock(consequent)
        break
      case 'TryStatement':
        inBlock(node.block.body)
        if (node.handler) inBlock(node.handler.body.body)
        if (node.finalizer) inBlock(node.finalizer.body)
    }
  }
  return names
}

type Lexical = { readonly name: string; readonly kind: 'let' | 'const' }

/** let, const and class directly in a block. */
export function lexicalNames(body: readonly Item[]): Lexical[] {
  return body.flatMap((item): Lexical[] => {
    const node = declarationOf(item)
    if (node?.type === 'ClassDeclaration') return [{ name: node.id.name, kind: 'let' }]
    if (node?.type !== 'VariableDeclaration' || node.kind === 'var') return []
    const kind = node.kind === 'let' ? 'let' : 'const'
    return namesOf(node).map((name) => ({ name, kind }))
  })
}

export function functionsIn(body: readonly Item[]): FunctionDeclaration[] {
  return body.flatMap((item) => {
    const node = item.type === 'LabeledStatement' ? item.body : declarationOf(item)
    return node?.type === 'FunctionDeclaration' && node.id ? [node] : []
  })
}
