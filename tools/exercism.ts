/**
 * Runs the practice exercises of a checkout of exercism/javascript in the interpreter: each exercise's reference solution
 * under its own specs, which a small jest, interpreted as well, takes in.
 *
 * Usage: node tools/exercism.ts CHECKOUT [EXERCISE...]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Program } from 'acorn'
import { runTests } from '../lib/grading/code/interpreter/run-tests.ts'
import { BoundedParser } from '../lib/grading/code/program/bounded-parser.ts'
import type { ParsedProgram } from '../lib/grading/code/program/parse-program.ts'

/** For each case; a coding question has 200,000 for all of its tests unless its author allows more. */
const fuel = 20_000_000

const jest = readFileSync(new URL('./exercism-jest.js', import.meta.url), 'utf8')

/** Null when all cases pass, else what went wrong first. */
function judgeExercise(folder: string): string | null {
  const spec = readdirSync(folder).find((name) => name.endsWith('.spec.js'))
  if (spec === undefined) return 'has no spec'
  const source = `${jest}\n${bundle(folder, join(folder, spec))}`
  const program: Program = BoundedParser.parse(source, { ecmaVersion: 2025, sourceType: 'commonjs' })
  const parsed: ParsedProgram = { kind: 'parsed', program, source, sourceType: 'script' }
  for (let at = 0; ; at++) {
    const tests = [{ args: [at], expect: 'passed' }]
    const { results, unsupported } = runTests(parsed, { entry: 'runCase', aliases: [], tests, fuel })
    if (unsupported) return `${unsupported.construct} is not supported`
    const [result] = results
    if (result?.passed) continue
    if (result?.actual === "'no case'" && at > 0) return null
    return `case ${at + 1}: ${result?.actual}`
  }
}

/** The modules that a spec needs as one script: each a function that gives its exports, in the order of their use. */
function bundle(folder: string, spec: string): string {
  const known = new Map<string, string>()
  const texts: string[] = []

  function nameOf(path: string): string {
    const found = known.get(path)
    if (found !== undefined) return found
    const name = `module${known.size}`
    known.set(path, name)
    const from = locateModule(folder, path)
    const text = toFunction(readFileSync(from, 'utf8'), (one) => nameOf(resolveModule(dirname(from), one)))
    texts.push(`const ${name} = (function () { 'use strict'\n${text}\n})()`)
    return name
  }

  nameOf(spec)
  return texts.join('\n')
}

function resolveModule(folder: string, specifier: string): string {
  const path = resolve(folder, specifier)
  return [path, `${path}.js`].find((one) => one.endsWith('.js') && existsSync(one)) ?? path
}

/** The stub that a student fills in is replaced by the reference; other files stand as they are. */
function locateModule(folder: string, path: string): string {
  const spec = readdirSync(folder).find((name) => name.endsWith('.spec.js')) ?? ''
  return path === join(folder, spec.replace('.spec.js', '.js')) ? join(folder, '.meta', 'proof.ci.js') : path
}

type Edit = { readonly start: number; readonly end: number; readonly text: string }

/** A module's text as the body of a function that returns its exports. */
function toFunction(source: string, moduleName: (specifier: string) => string): string {
  const program = BoundedParser.parse(source, { ecmaVersion: 2025, sourceType: 'module' })
  const edits: Edit[] = []
  const exported: string[] = source.includes('module.exports') ? ['default: module.exports'] : []
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      edits.push({ start: node.start, end: node.end, text: importText(node, moduleName) })
    } else if (node.type === 'ExportNamedDeclaration') {
      const { declaration, specifiers } = node
      edits.push({ start: node.start, end: declaration ? declaration.start : node.end, text: '' })
      for (const { local, exported: as } of specifiers) exported.push(`${textOf(as)}: ${textOf(local)}`)
      if (declaration?.type === 'VariableDeclaration')
        for (const { id } of declaration.declarations) exported.push(source.slice(id.start, id.end))
      else if (declaration) exported.push(declaration.id.name)
    } else if (node.type === 'ExportDefaultDeclaration') {
      edits.push({ start: node.start, end: node.declaration.start, text: 'const defaultExport = ' })
      exported.push('default: defaultExport')
    }
  }
  const text = edits.reduceRight((rest, { start, end, text }) => rest.slice(0, start) + text + rest.slice(end), source)
  return `const module = { exports: {} }\n${text}\nreturn { ${exported.join(', ')} }`
}

type ImportDeclaration = Extract<Program['body'][number], { type: 'ImportDeclaration' }>

function importText({ source, specifiers }: ImportDeclaration, moduleName: (specifier: string) => string): string {
  const from = String(source.value)
  if (!from.startsWith('.')) return ''
  const name = moduleName(from)
  return specifiers
    .map((specifier) => {
      const local = specifier.local.name
      if (specifier.type === 'ImportNamespaceSpecifier') return `const ${local} = ${name};`
      const imported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : textOf(specifier.imported)
      return `const ${local} = ${name}[${JSON.stringify(imported)}];`
    })
    .join(' ')
}

const textOf = (node: { name: string } | { value?: unknown }) => ('name' in node ? node.name : String(node.value))

const [checkout, ...names] = process.argv.slice(2)
if (checkout === undefined) {
  console.error('Usage: node tools/exercism.ts CHECKOUT [EXERCISE...]')
  process.exitCode = 2
} else {
  const exercises = resolve(checkout, 'exercises', 'practice')
  const all = readdirSync(exercises).filter((name) => names.length === 0 || names.includes(name))
  const failures = all.flatMap((name) => {
    const problem = judgeExercise(join(exercises, name))
    return problem === null ? [] : [`${name}: ${problem}`]
  })
  for (const failure of failures) console.log(failure)
  console.log(`${all.length - failures.length} of ${all.length} exercises pass all their cases`)
}
