/** Programs that cannot be loaded as a whole, for code that their entry has no need of. */
import { describe, expect, it } from 'vitest'
import { gradeCode } from '../../../lib/grading/code/grade-code.ts'

const judge = (source: string) => gradeCode({ v: 1, entry: 'twice', tests: [{ args: [4], expect: 8 }] }, source).verdict

const twice = 'function twice(n) { return n * 2 }\n'

describe('What the entry has no need of does not keep it from being judged', () => {
  it.each([
    ['a file that is read', `const fs = require('fs'); ${twice} fs.readFileSync('in.txt').forEach((l) => twice(l))`],
    ['an import', `import fs from 'fs'; export ${twice} console.log(fs.read(twice(1)))`],
    ['a timer', `${twice} setTimeout(() => console.log(twice(1)), 100)`],
    ['an async main', `${twice} async function main() { await twice(1) } main()`],
    ['a generator', `${twice} function* all() { yield twice(1) } for (const one of all()) console.log(one)`],
    ['an example at random', `const twice = (n) => n * 2; console.log(twice(Math.random()))`],
    ['a self test', `${twice} const tests = ['twice(1)']; for (const test of tests) eval(test)`],
    ['what stands beside it', `const input = process.argv[2], twice = (n) => n * 2; console.log(twice(input))`],
    ['an export', `${twice} process.exit; module.exports = { twice }`],
    [
      'an example beside helpers and tables',
      `const factors = { two: [2, 'x'] }; const help = (n) => n * factors.two[0]; class Box { get() { return help(this.n) } }
       const twice = (n) => { const box = new Box(); box.n = n; return box.get() }; alert(twice(1))`,
    ],
  ])('%s', (_name, source) => {
    expect(judge(source)).toBe('correct')
    expect(judge(source.replace('* 2', '* 3').replace('[2,', '[3,'))).toBe('incorrect')
  })
})

describe('What may change the result is never left out', () => {
  it.each([
    ['a value that is made', `const factor = Number(process.argv[2] ?? 2); function twice(n) { return n * factor }`],
    ['a value that is assigned', `let factor = 2; ${'function twice(n) { return n * factor }'} factor = alert()`],
    ['a value that a loop gives', `var factor = 2; function twice(n) { return n * factor } for (factor in alert()) ;`],
    ['a table that is written in', `const t = [2]; function twice(n) { return n * t[0] } t[0] = alert()`],
    ['a table that is added to', `const t = [2]; function twice(n) { return n * t[0] } t.unshift(alert())`],
    ['a table that is handed on', `const t = [2]; function twice(n) { return n * t[0] } alert(t)`],
    ['a global that is assigned', `function twice(n) { return n * factor } factor = alert()`],
    ['a built-in that is changed', `${twice} alert(); Math.max = () => 0`],
    ['a prototype that is changed', `${twice} alert(); Number.prototype.valueOf = () => 0`],
    ['a function given twice', `${twice} if (alert()) twice = (n) => n * 2`],
    ['a function made by a call', `const twice = alert(() => 1)`],
    ['an entry that needs it', `function twice(n) { return fetch(n) } fetch('x')`],
  ])('%s', (_name, source) => {
    expect(judge(source)).toBe('unknown')
  })
})
