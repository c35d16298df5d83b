/**
 * Programs from a grammar of what students write: functions, loops that end, arrays, objects, strings, classes, closures,
 * exceptions. Names are used only where they are declared, so that most programs run to their end.
 */
import fc from 'fast-check'

const names = ['a', 'b', 'c', 'd']
const name = fc.constantFrom(...names)
const integer = fc.integer({ min: -9, max: 99 })
const word = fc.constantFrom('x', 'ab', 'abc', 'Hello', '', ' ', 'a-b c', 'é', '12', '3.5px')
const quoted = word.map((text) => JSON.stringify(text))
const literal = fc.oneof(
  integer.map(String),
  quoted,
  fc
    .constantFrom('true', 'false', 'null', 'undefined', 'NaN', '0.5', '[]', '{}', '-0', '1e21', '7n')
    .map((text) => (text === '{}' ? '({})' : text)),
)
const binary = fc.constantFrom(
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '<',
  '>',
  '<=',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  '&&',
  '||',
)
const unary = fc.constantFrom('-', '+', '!', '~', 'typeof ', 'void ')
const assignment = fc.constantFrom('=', '+=', '-=', '*=', '??=', '||=', '&&=', '%=', '|=')
const arrayMethods = [
  '.length',
  '.join("-")',
  '.slice(1)',
  '.concat([9])',
  '.map((v, i) => v + i)',
  '.filter((v) => v)',
  '.reduce((s, v) => s + v, 0)',
  '.includes(2)',
  '.indexOf(2)',
  '.at(-1)',
  '.flat()',
  '.some((v) => v > 1)',
  '.every((v) => v)',
  '.find((v) => v)',
  '.toReversed()',
  '.toSorted()',
  '.flatMap((v) => [v, v])',
  '.findLastIndex((v) => v)',
  '.entries().next().value',
  '.with(0, 5)',
  '.keys().toArray()',
]
const textMethods = [
  '.length',
  '.toUpperCase()',
  '.slice(-2)',
  '.split("")',
  '.trim()',
  '.padStart(4, "*")',
  '.repeat(2)',
  '.replace("a", "$&b")',
  '.replace(/[a-c]/g, (m) => m + 1)',
  '.charCodeAt(0)',
  '.at(-1)',
  '.includes("b")',
  '.split(/[- ]/)',
  '.match(/\\w+/g)',
  '.replaceAll("x", "")',
  '.search(/b/)',
  '.substring(2, 0)',
  '.localeCompare("b")',
  '.codePointAt(0)',
]

const { expression, statement } = fc.letrec<{ expression: string; statement: string }>((tie) => {
  const inner = tie('expression')
  const body = fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      name,
      fc.tuple(inner, binary, inner).map(([left, operator, right]) => `((${left}) ${operator} (${right}))`),
      fc.tuple(unary, inner).map(([operator, operand]) => `(${operator}(${operand}))`),
      fc.tuple(inner, inner, inner).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      fc.array(inner, { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
      fc.tuple(inner, inner).map(([x, y]) => `({ x: ${x}, y: ${y}, "z z": 1, 3: 4 })`),
      fc
        .tuple(fc.array(inner, { maxLength: 4 }), fc.constantFrom(...arrayMethods))
        .map(([items, method]) => `[${items.join(', ')}]${method}`),
      fc.tuple(word, fc.constantFrom(...textMethods)).map(([text, method]) => `${JSON.stringify(text)}${method}`),
      fc
        .tuple(name, fc.constantFrom('?.length', '?.[0]', '?.x?.y', '?.toString?.()', '?.constructor?.name'))
        .map(([variable, chain]) => variable + chain),
      fc
        .tuple(
          fc.constantFrom(
            'String',
            'Number',
            'Boolean',
            'JSON.stringify',
            'Array.isArray',
            'Math.abs',
            'Math.round',
            'parseInt',
            'Object.keys',
            'isNaN',
            'Number.isInteger',
            'typeof',
          ),
          inner,
        )
        .map(([fn, argument]) => `${fn}(${argument})`),
      inner.map((value) => `((p, q = ${value}, ...r) => [p, q, r])(1)`),
      inner.map((value) => `((v) => { const { length, ...rest } = Object(v); return [length, rest] })(${value})`),
      fc.tuple(inner, inner).map(([x, y]) => `\`\${${x}}-\${${y}}\``),
      fc.tuple(inner, inner).map(([x, y]) => `[...new Set([${x}, ${y}, ${x}])]`),
      fc.tuple(inner, inner).map(([x, y]) => `new Map([[${x}, 1], [${y}, 2]])`),
      fc.tuple(inner, inner).map(([x, y]) => `(${x} ?? ${y})`),
      fc.tuple(inner, inner).map(([x, y]) => `new (class { #p = ${x}; q = ${y}; get p() { return this.#p } })()`),
      inner.map((value) => `helper(${value})`),
    ),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(name, assignment, inner).map(([variable, operator, value]) => `${variable} ${operator} ${value};`),
      inner.map((value) => `out.push(${value});`),
      name.map((variable) => `${variable}++;`),
      fc.tuple(inner, body, body).map(([test, yes, no]) => `if (${test}) {\n${yes}\n} else {\n${no}\n}`),
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), body)
        .map(([turns, lines]) => `for (let i = 0; i < ${turns}; i++) {\n${lines}\nfs.push(() => i);\n}`),
      fc
        .tuple(inner, body)
        .map(
          ([value, lines]) =>
            `for (const v of Object(${value})[Symbol.iterator] ? Object(${value}) : []) {\nif (turn++ > 40) break;\n${lines}\n}`,
        ),
      fc
        .tuple(inner, body)
        .map(([value, lines]) => `for (const k in ${value}) {\nif (turn++ > 40) continue;\nout.push(k);\n${lines}\n}`),
      fc
        .tuple(body, body, body)
        .map(
          ([x, y, z]) =>
            `try {\n${x}\n} catch (e) {\nout.push(e instanceof Error ? e.name : e);\n${y}\n} finally {\n${z}\n}`,
        ),
      inner.map((value) => `try { throw ${value} } catch (e) { out.push(e instanceof Error ? e.name : e) }`),
      fc
        .tuple(inner, inner, body, body)
        .map(
          ([x, y, one, two]) =>
            `switch (${x}) {\ncase ${y}:\n${one}\ncase 1: {\n${two}\nbreak\n}\ndefault:\nout.push("default")\n}`,
        ),
      fc.tuple(name, name, inner, inner).map(([x, y, v, w]) => `[${x}, ${y} = ${v}] = [${w}];`),
      fc.tuple(name, inner).map(([x, v]) => `({ x: ${x} = 4 } = { x: ${v} });`),
      fc.tuple(name, body).map(([x, lines]) => `{ let ${x} = 1; fs.push(() => ${x});\n${lines}\n}`),
      fc.tuple(body).map(([lines]) => `while (turn++ < 20) {\n${lines}\n}`),
      inner.map((value) => `if (turn++ > 30) return [out, ${value}];`),
    ),
  }
})

/** The text of a program with a function `f` of two arguments. */
export const program = fc.tuple(expression, fc.array(statement, { minLength: 1, maxLength: 6 })).map(
  ([value, lines]) => `let turn = 0
function helper(v) { return turn++ > 60 ? 0 : Array.isArray(v) ? v.map(helper) : typeof v }
function f(a, b) { try { return run(a, b) } catch (e) { return ["threw", e instanceof Error ? e.name : e] } }
function run(a, b) {
let c = ${value}, d = []
const out = [], fs = []
${lines.join('\n')}
return [out, a, b, c, d, fs.map((g) => g())]
}`,
)

/** A program that somebody has damaged: cut, doubled, or with one piece in the place of another. */
export const mutatedProgram = fc
  .tuple(program, fc.nat(), fc.nat(), fc.nat(), fc.constantFrom('cut', 'double', 'swap', 'symbol'))
  .map(([source, x, y, z, how]) => {
    const tokens = source.match(/\w+|\s+|[^\w\s]/g) ?? []
    const from = x % tokens.length
    const length = 1 + (y % 12)
    const piece = tokens.slice(from, from + length)
    const at = z % tokens.length
    switch (how) {
      case 'cut':
        tokens.splice(from, length)
        break
      case 'double':
        tokens.splice(at, 0, ...piece)
        break
      case 'swap':
        tokens.splice(at, length, ...piece)
        break
      default:
        tokens[at] =
          [
            '{',
            '}',
            '(',
            ')',
            '=>',
            'class',
            'await',
            'yield',
            '...',
            '?.',
            '`',
            '/',
            'super',
            'this',
            'new',
            '#x',
            'in',
            'of',
          ][x % 18] ?? ''
    }
    return tokens.join('')
  })
