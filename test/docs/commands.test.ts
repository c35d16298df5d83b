/** What the documents and the workflows tell people to type is there. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../../lib/platform/config.ts'
import manifest from '../../package.json' with { type: 'json' }
import { functionsOf, synthesise } from '../cdk/support.ts'

const documents = globSync([
  'README.md',
  'CONTRIBUTING.md',
  'docs/**/*.md',
  '.github/workflows/*.yml',
  'docker-compose.yml',
])
const texts = documents.map((file) => [file, readFileSync(file, 'utf8')] as const)

it.each(texts)('%s: every npm script exists', (_, text) => {
  const scripts = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, script]) => script)
  for (const script of scripts) expect(manifest.scripts).toHaveProperty([script ?? ''])
})

it.each(texts)('%s: every file of the project that it names exists', (_, text) => {
  const named = [
    ...text.matchAll(/(?<![[\w/])((?:docs|cdk|lib|functions|tools|test|events)\/[\w./-]+\.(?:ts|json|md))/g),
  ]
  for (const [, file = ''] of named) expect([file, existsSync(file)]).toEqual([file, true])
})

it.each(texts.filter(([file]) => file.startsWith('docs/')))(
  '%s: every link to a document leads there',
  (file, text) => {
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect([target, existsSync(new URL(target, `file://${process.cwd()}/${file}`))]).toEqual([target, true])
    }
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'))
    for (const [, anchor] of text.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(anchor)
  },
)

describe('sam local', () => {
  const readme = readFileSync('README.md', 'utf8')
  const stage = synthesise('dev')
  const invocations = [
    ...readme.matchAll(/^sam local invoke (\S+) --template cdk\.out\/dev-(\w+)\.template\.json --event (\S+)/gm),
  ]

  it.each(invocations.map(([line, name, stack, event]) => [name ?? '', { line, stack, event }] as const))(
    'finds %s in its template, with its event',
    (name, { stack, event = '' }) => {
      const template = { api: stage.api, async: stage.async }[stack ?? '']
      const names = Object.values(template?.Resources ?? {}).map(({ Properties }) => Properties?.FunctionName)
      // sam takes a function's name for its logical id: samcli/lib/providers/sam_function_provider.py, get.
      expect(names).toContain(name)
      expect(event).toBe(`events/${name.replace('dev-', '')}.json`)
      expect(existsSync(event)).toBe(true)
    },
  )

  it('is shown for functions with and without stores, and for a worker', () => {
    expect(invocations).toHaveLength(3)
  })

  it('is given each variable that would come from another stack, and no other: it can set no new ones', () => {
    const { Parameters } = JSON.parse(readFileSync('tools/sam-environment.json', 'utf8'))
    const [fn] = functionsOf(stage)
    const imported = Object.entries(fn?.Environment.Variables).filter(([, value]) => typeof value !== 'string')
    expect(Object.keys(Parameters).toSorted()).toEqual(imported.map(([name]) => name).toSorted())
    expect(() => configSchema.parse({ ...fn?.Environment.Variables, ...Parameters })).not.toThrow()
  })
})
