/** Who may import whom: the rooms of the README, held down for every file. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** A room, and what it may import besides itself: folders, or single files of a room. */
const rooms: Record<string, readonly string[]> = {
  'lib/contract': [],
  'lib/platform': ['lib/contract'],
  'lib/adaptive': ['lib/contract'],
  'lib/grading': ['lib/contract'],
  'lib/content': ['lib/grading', 'lib/contract', 'lib/platform'],
  'lib/quiz': ['lib/content', 'lib/adaptive', 'lib/grading', 'lib/contract', 'lib/platform'],
  'lib/generation': ['lib/content', 'lib/grading', 'lib/quiz/live-session.ts', 'lib/contract', 'lib/platform'],
  'lib/analytics': [
    'lib/content',
    'lib/adaptive',
    'lib/quiz/finish.ts',
    'lib/quiz/sweep.ts',
    'lib/generation/prompt-registry.ts',
    'lib/contract',
    'lib/platform',
  ],
  'lib/people': ['lib/quiz/live-session.ts', 'lib/contract', 'lib/platform'],
  functions: ['lib'],
  cdk: ['lib/contract'],
  local: ['lib/contract', 'lib/platform', 'lib/content', 'lib/generation/seed-prompt-versions.ts', 'package.json'],
  tools: ['lib', 'local', 'cdk', 'test/faults'],
  'web/src/api': [],
  'web/src/shared': ['web/src/api', 'web/src/strings.ts'],
  'web/src/sign-in': ['web/src/api', 'web/src/shared', 'web/src/strings.ts'],
  'web/src/student': ['web/src/api', 'web/src/shared', 'web/src/strings.ts'],
  'web/src/instructor': ['web/src/api', 'web/src/shared', 'web/src/strings.ts', 'web/src/instructor-strings.ts'],
  'web/src/reference': ['web/src/api/settings.ts'],
}

/** No clock, no I/O, no threads: only parsers and the schema library come from outside. */
const pureRooms = ['lib/adaptive', 'lib/grading']
const purePackages = ['zod', 'acorn', 'acorn-loose']
const impureGlobals = /\b(Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|setInterval|fetch\()/

type Import = { file: string; specifier: string; typeOnly: boolean }

const files = Object.keys(rooms).flatMap(listSources)
const imports = files.flatMap(readImports)

function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.tsx?$/.test(name) && statSync(join(root, name)).isFile())
}

function readImports(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8')
  const statements = source.matchAll(/^(?:import|export)\b(\s+type\b)?[^'"`;]*?\bfrom\s+'([^']+)'|^import '([^']+)'/gm)
  const dynamic = source.matchAll(/\bimport\('([^']+)'\)/g)
  return [
    ...[...statements].map(([, type, from, bare]) => ({
      file,
      specifier: from ?? bare ?? '',
      typeOnly: Boolean(type),
    })),
    ...[...dynamic].map(([, specifier = '']) => ({ file, specifier, typeOnly: false })),
  ]
}

/** Strings and comments may name what code may not use. */
const withoutWords = (file: string) =>
  readFileSync(join(root, file), 'utf8').replace(/'[^'\n]*'|`[^`]*`|\/\*[\s\S]*?\*\/|\/\/.*/g, '')

/** The rules of a language call each other: expressions hold functions, which hold statements, which hold expressions. */
const mutuallyRecursive = 'lib/grading/code/interpreter/'

const roomOf = (file: string) => Object.keys(rooms).find((room) => file.startsWith(`${room}/`)) ?? file
const isRelative = ({ specifier }: Import) => specifier.startsWith('.')
const targetOf = ({ file, specifier }: Import) => relative(root, join(root, dirname(file), specifier))
const isWithin = (target: string, place: string) => target === place || target.startsWith(`${place}/`)
const show = (found: Import[]) => found.map(({ file, specifier }) => `${file} -> ${specifier}`)

describe('the rooms', () => {
  it('are all there, and their imports are found', () => {
    for (const room of Object.keys(rooms))
      expect(
        files.some((file) => file.startsWith(`${room}/`)),
        room,
      ).toBe(true)
    expect(imports.length).toBeGreaterThan(files.length)
  })

  it('import only what they may', () => {
    const strangers = imports.filter(isRelative).filter((found) => {
      const room = roomOf(found.file)
      return ![room, ...(rooms[room] ?? [])].some((place) => isWithin(targetOf(found), place))
    })
    expect(show(strangers)).toEqual([])
  })

  it('import files by their whole name, and only files that exist', () => {
    const broken = imports.filter(isRelative).filter((found) => {
      const target = join(root, targetOf(found))
      return !/\.(tsx?|json|css)$/.test(target) || !statSync(target, { throwIfNoEntry: false })?.isFile()
    })
    expect(show(broken)).toEqual([])
  })

  it('have no cycles', () => {
    const graph = Map.groupBy(
      imports.filter((found) => isRelative(found) && !found.typeOnly),
      ({ file }) => file,
    )
    const cycles: string[] = []
    const done = new Set<string>()
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file) && !file.startsWith(mutuallyRecursive))
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      if (path.includes(file) || done.has(file)) return
      for (const found of graph.get(file) ?? []) visit(targetOf(found), [...path, file])
      done.add(file)
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('have no barrel', () => {
    expect(files.filter((file) => /^lib\/(index\.ts|[^/]+\/index\.ts)$/.test(file))).toEqual([])
  })

  it('that are pure take only parsers from outside, and no clock, randomness or I/O', () => {
    const inPureRoom = (file: string) => pureRooms.some((room) => file.startsWith(`${room}/`))
    const strangers = imports.filter(
      (found) => inPureRoom(found.file) && !isRelative(found) && !purePackages.includes(found.specifier),
    )
    expect(show(strangers)).toEqual([])
    const impure = files.filter(inPureRoom).filter((file) => impureGlobals.test(withoutWords(file)))
    expect(impure).toEqual([])
  })

  it('of the contract know no driver but by its types', () => {
    const strangers = imports.filter(
      (found) =>
        found.file.startsWith('lib/contract/') && !isRelative(found) && !found.typeOnly && found.specifier !== 'zod',
    )
    expect(show(strangers)).toEqual([])
  })

  it('name built-in modules with their prefix', () => {
    expect(show(imports.filter(({ specifier }) => builtinModules.includes(specifier)))).toEqual([])
  })
})
