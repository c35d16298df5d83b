/** What the parser lets in, and what it says of the rest. */
import { describe, expect, it } from 'vitest'
import { parseProgram } from '../../../../lib/grading/code/program/parse-program.ts'

/** As many pieces as fit into `size` characters. */
const fill = (piece: (index: number) => string, size = 16_000) => {
  let text = ''
  for (let index = 0; text.length + piece(index).length <= size; index++) text += piece(index)
  return text
}

describe('a program within the limits', () => {
  it.each([
    ['a script', 'const f = (a) => a', 'script'],
    ['a script that mentions import in a string', 'const f = () => "import x"', 'script'],
    ['a module', 'export const f = (a) => a', 'module'],
    ['a CommonJS file', 'module.exports = { f() {} }', 'script'],
    ['sloppy code', 'with (Math) { x = 010 }', 'script'],
    ['a hashbang', '#!/usr/bin/env node\nfunction f() {}', 'script'],
    ['a chain of 90 else-ifs', `${'if (a) {} else '.repeat(90)}{}`, 'script'],
    ['16 KB', ' '.repeat(16 * 1024), 'script'],
    ['16 KB in UTF-8', `//${'é'.repeat(8191)}`, 'script'],
    ['8,000 tokens', ';'.repeat(7999), 'script'],
    ['100 brackets', '['.repeat(100) + ']'.repeat(100), 'script'],
    ['a regular expression of 256 characters', `/${'a'.repeat(256)}/gi`, 'script'],
    ['a slash in a class and one escaped', 'const r = /[/\\]\\/]\\//g', 'script'],
    ['a module that only exports', 'export {}', 'module'],
    ['import as a name of a property', 'a.import', 'script'],
    ['a return of a script', 'return 1', 'script'],
    ['a lone surrogate', 'const f = "\ud800"', 'script'],
  ])('is parsed: %s', (_what, source, sourceType) => {
    expect(parseProgram(source)).toMatchObject({ kind: 'parsed', sourceType, source })
  })

  it.each([
    ['declarations', fill((i) => `let a${i};`)],
    ['names in one declaration', `let ${fill((i) => `a${i.toString(36)},`, 15_000)}z`],
    ['functions', fill((i) => `function a${i}(){}`)],
    ['parameters', `function f(${fill((i) => `a${i},`, 15_000)}b){}`],
    ['imports', `import {${fill((i) => `a${i.toString(36)},`, 15_000)}} from "x"`],
    ['private names', `class A {${fill((i) => `#a${i};`, 15_000)}}`],
    ['properties', `x = {${fill((i) => `a${i},`, 15_000)}}`],
    ['regular expressions', fill(() => `/${'\\p{L}'.repeat(50)}/u;`)],
    [
      'variables under nested blocks',
      `{let ${fill((i) => `b${i.toString(36)},`, 7000)}q;${'{'.repeat(90)}var ${fill((i) => `a${i.toString(36)},`, 7000)}z${'}'.repeat(91)}`,
    ],
  ])('is parsed when it is 16 KB of %s', (_what, source) => {
    expect(parseProgram(source).kind).toBe('parsed')
  })
})

describe('too complex, which is no mistake of syntax,', () => {
  it.each([
    ['more than 16 KB', ' '.repeat(16 * 1024 + 1)],
    ['more than 16 KB in UTF-8', `// ${'é'.repeat(8200)}`],
    ['more than 8,000 tokens', ';'.repeat(8001)],
    ['parentheses', '('.repeat(8000)],
    ['braces', '{'.repeat(8000) + '}'.repeat(8000)],
    ['templates in templates', '`${'.repeat(4000)],
    ['brackets', '['.repeat(101) + ']'.repeat(101)],
    ['negations', `${'!'.repeat(7000)}a`],
    ['arrows', `${'a=>'.repeat(3000)}a`],
    ['conditionals', `${'a?b:'.repeat(1500)}a`],
    ['powers', `${'a**'.repeat(3000)}a`],
    ['assignments', `${'a='.repeat(3000)}a`],
    ['labels', `${fill((i) => `a${i}:`, 15_000)};`],
    ['ifs', `${'if(a)'.repeat(1900)}b`],
    ['news', `${'new '.repeat(3500)}a`],
    ['sums', `${'a+'.repeat(300)}a`],
    ['calls in a chain', `a${'.b()'.repeat(300)}`],
    ['a long regular expression', `/${'a'.repeat(257)}/`],
  ])('is a program of %s', (_what, source) => {
    expect(parseProgram(source)).toMatchObject({ kind: 'too-complex', what: expect.stringMatching(/over|more than/) })
  })
})

describe('a mistake of syntax', () => {
  it.each([
    ['let x = ;', 'This was not expected here: ;', 1, 8, 'Something is missing in line 1.'],
    ['let x = 1\nlet x = 2', 'The name x is declared twice.', 2, 4, undefined],
    ['foo(1,\n2)\n}', 'This was not expected here: }', 3, 0, 'No open bracket belongs to this }.'],
    ['function f() {\n  return 1\n', 'The program ends too early.', 3, 0, 'The { of line 1 has no closing }.'],
    ['function f() {\n  return (1 + 2\n}', 'This was not expected here: }', 3, 0, 'The ( of line 2 has no closing ).'],
    ["const s = 'abc", 'This string is never closed: its closing quotation mark is missing.', 1, 10, undefined],
    ['const s = `abc', 'This template string is never closed: its closing backquote is missing.', 1, 11, undefined],
    ['break', 'A break can only stand inside a loop or a switch.', 1, 0, undefined],
    ['f() = 1', 'Only a variable or a property can stand left of an assignment.', 1, 0, undefined],
    ['const r = /(/', 'This regular expression is not valid: the ( at position 1 is left open.', 1, 10, undefined],
    ['const r = /abc\n/', 'This regular expression is never closed: its closing / is missing.', 1, 11, undefined],
    ['const r = /[/]', 'This regular expression is never closed: its closing / is missing.', 1, 11, undefined],
    ['const r = /a\\/', 'This regular expression is never closed: its closing / is missing.', 1, 11, undefined],
    ['/* abc', 'This comment is never closed: its */ is missing.', 1, 0, undefined],
    ['export const a = 1; return a', 'A return can only stand inside a function.', 1, 20, undefined],
    ['continue', 'A continue can only stand inside a loop.', 1, 0, undefined],
    ['let name = 1\nlet name = 2', 'The name name is declared twice.', 2, 4, undefined],
    ['const x', 'The program ends too early.', 1, 7, undefined],
    ['f(1, 2', 'The program ends too early.', 1, 6, 'The ( of line 1 has no closing ).'],
    ['f(1, 2 \n ', 'The program ends too early.', 2, 1, 'The ( of line 1 has no closing ).'],
    ['[1, 2)', 'This was not expected here: )', 1, 5, 'The [ of line 1 has no closing ].'],
    ['`a${b', 'The program ends too early.', 1, 5, 'The ${ of line 1 has no closing }.'],
    ['f(1 2)', 'This was not expected here: 2', 1, 4, undefined],
    ['f(1 => 2)', 'This was not expected here: =>', 1, 4, undefined],
    ['if a === b', 'This was not expected here: a', 1, 3, undefined],
    ['x = === 1', 'This was not expected here: ===', 1, 4, 'Something is missing in line 1.'],
    ['x = !== 1', 'This was not expected here: !==', 1, 4, 'Something is missing in line 1.'],
    ['const total_1 total_2', 'This was not expected here: total_2', 1, 14, undefined],
    [')', 'This was not expected here: )', 1, 0, 'No open bracket belongs to this ).'],
    ['let 1a = 2', 'Identifier directly after number.', 1, 5, undefined],
    ['const r = /abc', 'This regular expression is never closed: its closing / is missing.', 1, 11, undefined],
  ])('is explained: %s', (source, message, line, column, hint) => {
    expect(parseProgram(source)).toEqual({ kind: 'syntax-error', message, line, column, ...(hint && { hint }) })
  })
})
