/** Random programs in the language that students write, as text. */
import fc from 'fast-check'

/** Names that a plain object would already have. */
export const treacherousNames = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'prototype',
  'then',
]

const name = fc.constantFrom('a', 'b', 'x', 'sum', ...treacherousNames)

const { expression, statement } = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      name,
      fc.constantFrom('0', '1', "'s'", 'true', 'null', '[]', '{}').map((text) => `(${text})`),
    ),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '*', '-', '<', '>=', '===', '!==', '&&', '||', '??'),
        tie('expression'),
      )
      .map(([left, operator, right]) => `((${left}) ${operator} (${right}))`),
    fc.tuple(tie('expression'), name).map(([object, key]) => `(${object}).${key}`),
    fc.tuple(tie('expression'), tie('expression')).map(([object, key]) => `(${object})[${key}]`),
    fc.tuple(name, tie('expression')).map(([callee, argument]) => `${callee}(${argument})`),
    fc.tuple(name, tie('expression')).map(([parameter, body]) => `((${parameter}) => (${body}))`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([test, a, b]) => `((${test}) ? ${a} : ${b})`),
    tie('expression').map((inner) => `!(${inner})`),
    tie('expression').map((inner) => `\`t\${${inner}}u\``),
    fc.tuple(name, tie('expression')).map(([key, value]) => `({ ${key}: ${value} })`),
  ),
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom('return;', 'break;', 'continue;'),
      tie('expression').map((inner) => `(${inner});`),
    ),
    tie('expression').map((inner) => `return ${inner};`),
    fc
      .tuple(name, fc.constantFrom('=', '+=', '-=', '??='), tie('expression'))
      .map(([target, operator, value]) => `${target} ${operator} ${value};`),
    fc
      .tuple(fc.constantFrom('let', 'const'), name, tie('expression'))
      .map(([kind, target, value]) => `{ ${kind} ${target} = ${value}; }`),
    fc.tuple(name, tie('expression')).map(([target, value]) => `var ${target} = ${value};`),
    fc.tuple(tie('expression'), tie('block')).map(([test, body]) => `if (${test}) ${body}`),
    fc.tuple(tie('expression'), tie('block'), tie('block')).map(([test, a, b]) => `if (${test}) ${a} else ${b}`),
    fc.tuple(tie('expression'), tie('block')).map(([test, body]) => `while (${test}) ${body}`),
    fc
      .tuple(name, tie('expression'), tie('block'))
      .map(([item, list, body]) => `for (const ${item} of ${list}) ${body}`),
    fc.tuple(name, tie('block')).map(([item, body]) => `for (let ${item} = 0; ${item} < 3; ${item}++) ${body}`),
    fc
      .tuple(tie('block'), name, tie('block'))
      .map(([body, error, handler]) => `try ${body} catch (${error}_) ${handler}`),
    fc.tuple(name, tie('block')).map(([inner, body]) => `{ function ${inner}(p) { for (;;) ${body} } }`),
  ),
  block: fc.array(tie('statement'), { maxLength: 4 }).map((inner) => `{ ${inner.join(' ')} }`),
}))

/** A function `solve` of random statements; they stand in a loop, so that each of them may. */
export const randomProgram = fc
  .array(statement, { maxLength: 6 })
  .map((statements) => `function solve(a, b) { for (const x of a) { ${statements.join('\n')} } return b }`)

export const randomExpression = expression
