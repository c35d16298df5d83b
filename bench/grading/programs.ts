/** Programs to be graded: about 50 lines each, made of the vetted bank's own, and the hostile ones of 16 KB. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { bankFileSchema } from '../../lib/contract/bank-file.ts'
import type { SolutionPattern } from '../../lib/contract/solution-pattern.ts'

const folder = join(import.meta.dirname, '..', '..', 'lib', 'content', 'bank')

type Coding = { pattern: SolutionPattern; programs: string[] }

/** The bank's coding questions, each with the programs that its pattern accepts. */
export const codingQuestions: readonly Coding[] = ['javascript-basics', 'javascript-data-structures'].flatMap(
  (slug) => {
    const { questions } = bankFileSchema.parse(JSON.parse(readFileSync(join(folder, `${slug}.json`), 'utf8')))
    return questions.flatMap((question) =>
      question.type === 'coding'
        ? [{ pattern: question.solutionPattern, programs: [question.reference, ...question.alternatives] }]
        : [],
    )
  },
)

const lines = (program: string) => program.split('\n').length

/** For a peer that reads nothing newer: ES5 once its variables are called `var`. */
function isOld(program: string): boolean {
  try {
    parse(program, { ecmaVersion: 5 })
    return true
  } catch {
    return false
  }
}

const toOld = (program: string) => program.replace(/\b(?:let|const)\b/g, 'var')

/** Whole programs joined until there are 50 lines, each with a function that no other has. */
function join50(programs: readonly string[], start: number): string {
  const parts: string[] = []
  for (let place = start; parts.length === 0 || lines(parts.join('\n\n')) < 50; place += 1) {
    const part = programs[place % programs.length] ?? ''
    parts.push(part.replace(/^function \w+/, `function part${parts.length}`))
  }
  return parts.join('\n\n')
}

const functions = codingQuestions
  .flatMap(({ programs }) => programs)
  .filter((program) => /^function \w+\(/.test(program))
const oldFunctions = functions.map(toOld).filter(isOld)

export const fiftyLines: readonly string[] = functions.map((_, start) => join50(functions, start))
/** The same in ES5, for the peer that reads nothing else. */
export const fiftyOldLines: readonly string[] = oldFunctions.map((_, start) => join50(oldFunctions, start))

/** Five rules of five kinds. */
export const fiveRules: SolutionPattern = {
  v: 1,
  entry: 'part0',
  require: [{ id: 'iterates', anyOf: [{ kind: 'loop' }, { call: '*.reduce' }], feedback: 'Visit every element.' }],
  forbid: [
    { id: 'eval', global: 'eval', feedback: 'No eval.' },
    { id: 'nested', kind: 'switch', feedback: 'No switch.' },
  ],
  patterns: [
    { id: 'adds', anyOf: ['$A += $X', 'let $A = 0; ...; return $A'], feedback: 'Add up.' },
    { id: 'returns', code: 'return $X', feedback: 'Return it.' },
  ],
}

const filled = (unit: (index: number) => string): string => {
  let text = ''
  for (let index = 0; text.length + unit(index).length < 16_000; index += 1) text += unit(index)
  return text
}

/** 16 KB that try to take long: by nesting, by declarations, by regular expressions, by what they compute. */
export const hostile: Readonly<Record<string, string>> = {
  'many declarations': filled((index) => `let a${index};`),
  'nested brackets': `${'['.repeat(7_900)}${']'.repeat(7_900)}`,
  'nested functions': `${'function f(){'.repeat(1_200)}${'}'.repeat(1_200)}`,
  'property escapes': `/${'\\p{L}'.repeat(3_000)}/u`,
  'long sum': `function part0(){return ${filled((index) => `${index}+`)}0}`,
  'endless loop': 'function part0(){for(;;){}}',
  'growing text': 'function part0(){let s="x";for(;;)s+=s;}',
  'growing list': 'function part0(){const a=[];for(;;)a.push([1,2,3]);}',
  backtracking: 'function part0(){return /^(a+)+$/.test("a".repeat(500)+"b")}',
  'sort without end': 'function part0(){return Array.from({length:2000},(_,i)=>i).sort(()=>{for(let i=0;i<1e9;i++);})}',
  'deep recursion': 'function part0(n){return part0(n+1)+1}',
  'identical statements': filled(() => 'x=x+1;'),
}
