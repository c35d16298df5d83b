/** The Lambda artefacts, made as a deployment makes them. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handlers } from '../../cdk/build-app.ts'
import { type Artefact, bundleHandlers, bundleName } from '../../cdk/bundles.ts'
import { programs, twicePattern } from '../support/coding.ts'
import { functionsOf, resolved, synthesise } from './support.ts'

const directory = mkdtempSync(join(tmpdir(), 'bundles-'))
const present = handlers.filter((handler) => existsSync(handler))
const onRequestPath = present.filter((handler) => handler.startsWith('functions/api/'))

/** What a cold start reads. */
type Bundle = { bytes: number; packages: ReadonlySet<string> }
const bundles = new Map<string, Bundle>()
let artefacts: ReturnType<typeof bundleHandlers>

// All functions at once: on a busy machine that takes its time.
beforeAll(() => {
  artefacts = bundleHandlers(present, directory)
  for (const [handler, { atImport }] of artefacts) bundles.set(handler, weigh(atImport))
}, 120_000)
afterAll(() => rmSync(directory, { recursive: true }))

function weigh(files: Artefact['all']): Bundle {
  const kept = files
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  return {
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    packages: new Set(kept.flatMap(([path]) => packageOf(path) ?? [])),
  }
}

const artefact = (handler: string) => join(directory, bundleName(handler), 'index.mjs')

/** `node_modules/a/node_modules/@b/c/d.js` -> `@b/c` */
const packageOf = (path: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]

const hasAwsClient = ({ packages }: Bundle) => [...packages].some((name) => name.startsWith('@aws-sdk/'))

function budgetOf(bundle: Bundle): number {
  if (bundle.packages.has('acorn')) return 2_100_000
  if (bundle.packages.has('mongodb')) return 1_760_000
  if (hasAwsClient(bundle)) return 500_000
  return 230_000
}

it('no handler of the tables is missing', () => {
  expect(handlers.filter((handler) => !existsSync(handler))).toEqual([])
})

describe.each(onRequestPath)('%s', (handler) => {
  it('is within its budget', () => {
    const bundle = bundles.get(handler)!
    // One of them tells the whole contract, which it holds as data: 10 kB, compressed.
    const document = handler.endsWith('/get-openapi.ts') ? 15_000 : 0
    expect(bundle.bytes).toBeLessThanOrEqual(budgetOf(bundle) + document)
  })

  it('holds no client of a model', () => {
    expect(bundles.get(handler)!.packages).not.toContain('openai')
  })
})

it('the client of the model is in the functions that ask it, and in no other', () => {
  const having = present.filter((handler) => bundles.get(handler)!.packages.has('openai'))
  expect(having).toEqual(['functions/queue/generate-questions.ts', 'functions/queue/fine-tune.ts'])
})

it('a worker thread stands beside its handler, and judges there', async () => {
  const thread = new Worker(join(directory, 'queue', 'check-code', 'grading-thread.mjs'))
  try {
    expect(await once(thread, 'message')).toEqual(['ready'])
    thread.postMessage({ pattern: twicePattern, source: programs.right })
    expect(await once(thread, 'message')).toMatchObject([{ verdict: 'correct' }])
  } finally {
    await thread.terminate()
  }
})

it.each(['start-quiz', 'get-quiz', 'abandon-quiz'])('%s judges nothing, and carries no grader', (name) => {
  expect(weigh(artefacts.get(`functions/api/quiz/${name}.ts`)!.all).packages).not.toContain('acorn')
})

it('the grader of programs is in the artefact of answers, and read when the first program comes', () => {
  const { atImport, all } = artefacts.get('functions/api/quiz/answer-question.ts')!
  expect(weigh(all).packages).toContain('acorn')
  expect(weigh(atImport).packages).not.toContain('acorn')
})

it('every bundle can be loaded, by itself, and exports its handler', () => {
  const environment = resolved(functionsOf(synthesise('local'))[0]!.Environment.Variables)
  const script = `for (const file of process.argv.slice(1)) console.log(typeof (await import(file)).handler)`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script, ...present.map(artefact)], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...environment, AWS_REGION: 'eu-central-1' },
  })
  expect(printed.trim().split('\n')).toEqual(present.map(() => 'function'))
}, 60_000)
