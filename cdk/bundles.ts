/**
 * Makes the Lambda artefacts: a folder per handler with its `index.mjs` and the chunks that it reaches. One run of esbuild
 * makes all of them (half a second; a process for each, as NodejsFunction starts, takes half a minute). What is imported
 * when it is needed (`await import`) is in chunks of its own, which a cold start does not read. A handler's worker threads
 * stand in the folder of its name: `check-code/grading-thread.ts` becomes `grading-thread.mjs` beside its `index.mjs`.
 */
import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { type BuildOptions, buildSync, type ImportKind, type Metafile } from 'esbuild'
import { openApiDocument } from '../lib/contract/openapi.ts'
import { routes } from '../lib/contract/routes.ts'

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)))

/** What mongodb loads only if it is installed; it does without. */
const optionalPeers = [
  '@aws-sdk/credential-providers',
  '@mongodb-js/zstd',
  'aws4',
  'gcp-metadata',
  'kerberos',
  'mongodb-client-encryption',
  'snappy',
  'socks',
]

/** mongodb is CommonJS and requires Node's own modules, which an ES module cannot without this. */
const requireBanner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);"

/** How each artefact is made; the fault tests make theirs the same way. */
export const bundleSettings = {
  absWorkingDir: projectRoot,
  outExtension: { '.js': '.mjs' },
  platform: 'node',
  target: 'node24',
  format: 'esm',
  bundle: true,
  // Names stay: logs tell of classes and functions, and keeping them beside shorter ones costs more at every start.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  // A chunk is named by its content and its sources' paths: they are the same where node_modules is only linked.
  preserveSymlinks: true,
  external: optionalPeers,
  // mongodb's own copy of the URL standard weighs 280 kB; Node has one.
  alias: { 'whatwg-url': './cdk/node-url.ts' },
  banner: { js: requireBanner },
  logLevel: 'warning',
} satisfies BuildOptions

/** By path from the project's root, as esbuild tells of them. */
type Outputs = Metafile['outputs']

export type Artefact = {
  /** What importing the handler reads: `index.mjs` and all that is imported by statement from there. */
  atImport: readonly Outputs[string][]
  /** That, what may be imported later, and the handler's threads. */
  all: readonly Outputs[string][]
}

/**
 * @param handlers paths from the project's root; throws, naming it, when one does not exist
 * @param directory gets `<bundle name>/index.mjs` and its chunks for each
 * @returns what was made, by handler
 */
export function bundleHandlers(handlers: readonly string[], directory: string): ReadonlyMap<string, Artefact> {
  const sources = handlers.flatMap((handler) => [handler, ...threadsOf(handler)])
  const { metafile, outputFiles } = buildSync({
    ...bundleSettings,
    // All as neighbours, which they are again in each artefact: how they import each other stays true.
    entryPoints: sources.map((source) => ({ in: source, out: flatName(source) })),
    outdir: directory,
    splitting: true,
    write: false,
    // With `sideEffects: false` in package.json, schemas that are told and not used stay out.
    define: toldContract(),
    metafile: true,
  })
  const { outputs } = metafile
  const contents = new Map(outputFiles.map((file) => [relative(projectRoot, file.path), file.contents]))
  const pathOf = (source: string) => relative(projectRoot, join(directory, `${flatName(source)}.mjs`))

  function writeArtefact(handler: string): Artefact {
    const entries = new Map([[pathOf(handler), 'index.mjs']])
    for (const thread of threadsOf(handler)) entries.set(pathOf(thread), `${basename(thread, '.ts')}.mjs`)
    const all = reached(outputs, [...entries.keys()], ['import-statement', 'dynamic-import'])
    const folder = join(directory, bundleName(handler))
    mkdirSync(folder, { recursive: true })
    for (const path of all) writeFileSync(join(folder, entries.get(path) ?? basename(path)), contents.get(path) ?? '')
    const atImport = reached(outputs, [pathOf(handler)], ['import-statement'])
    return {
      atImport: atImport.flatMap((path) => outputs[path] ?? []),
      all: all.flatMap((path) => outputs[path] ?? []),
    }
  }
  return new Map(handlers.map((handler) => [handler, writeArtefact(handler)]))
}

/** @returns these and all files that can be come to from them by such imports */
function reached(outputs: Outputs, from: readonly string[], kinds: readonly ImportKind[]): string[] {
  const found = new Set(from)
  // A set that grows while it is walked is walked to its end.
  for (const path of found) {
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (!external && kinds.some((each) => each === kind)) found.add(imported)
    }
  }
  return [...found]
}

/** What lib/platform/told-contract.ts finds in a bundle: two texts, as JavaScript writes them. */
function toldContract(): Record<string, string> {
  const paths = JSON.stringify(routes.map(({ method, path }) => ({ method, path })))
  const openApi = brotliCompressSync(JSON.stringify(openApiDocument())).toString('base64')
  return { BUNDLED_PATHS: JSON.stringify(paths), BUNDLED_OPENAPI: JSON.stringify(openApi) }
}

const threadsOf = (handler: string): string[] =>
  globSync(`${handler.replace(/\.ts$/, '')}/*-thread.ts`, { cwd: projectRoot })

/** `functions/api/quiz/start-quiz.ts` -> `api/quiz/start-quiz` */
export const bundleName = (handler: string) => handler.replace(/^functions\//, '').replace(/\.ts$/, '')

const flatName = (source: string) => bundleName(source).replaceAll('/', '.')
