/**
 * Makes the Lambda artefacts: one directory with one `index.mjs` per handler. One run of esbuild makes all of them
 * (a second for twenty; a process for each, as NodejsFunction starts, takes half a minute). A handler's worker threads
 * stand in the folder of its name: `check-code/grading-thread.ts` becomes `grading-thread.mjs` beside its `index.mjs`.
 */
import { globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { type BuildOptions, buildSync, type Metafile } from 'esbuild'
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
  // Class names appear in logs and in `error.name`.
  keepNames: true,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  external: optionalPeers,
  // mongodb's own copy of the URL standard weighs 280 kB; Node has one.
  alias: { 'whatwg-url': './cdk/node-url.ts' },
  banner: { js: requireBanner },
  logLevel: 'warning',
} satisfies BuildOptions

/**
 * @param handlers paths from the project's root; throws, naming it, when one does not exist
 * @param directory gets `<bundle name>/index.mjs` for each
 */
export function bundleHandlers(handlers: readonly string[], directory: string): Metafile {
  const { metafile } = buildSync({
    ...bundleSettings,
    entryPoints: handlers.flatMap((handler) => [
      { in: handler, out: join(bundleName(handler), 'index') },
      ...threadsOf(handler).map((thread) => ({ in: thread, out: join(bundleName(handler), basename(thread, '.ts')) })),
    ]),
    outdir: directory,
    minify: true,
    // With `sideEffects: false` in package.json, schemas that are told and not used stay out.
    define: toldContract(),
    metafile: true,
  })
  return metafile
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
