/**
 * What a cold start costs before the first request: the processor time to import a function's bundle, against one naive
 * bundle of all handlers. Size and imports are what a deployment decides; the rest of a cold start is Lambda's.
 */
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'
import * as z from 'zod'
import { handlers } from '../cdk/build-app.ts'
import { bundleHandlers, bundleName, bundleSettings } from '../cdk/bundles.ts'
import { awsVariables } from '../local/emulator.ts'
import { makeTemporaryDirectory } from '../local/servers/temporary-directory.ts'
import { quantile } from './quantile.ts'
import type { Report, Suite } from './report.ts'

const run = promisify(execFile)
const processes = 7

export type ImportCost = {
  /** Of the file itself, in thousands of bytes. */
  kB: number
  /** Processor time of all threads to import it, in milliseconds: the median of several fresh processes. */
  cpuMs: number
}

const script = `
  const before = process.cpuUsage()
  await import(process.argv[1])
  const { user, system } = process.cpuUsage(before)
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000 }))
  process.exit()`

const nowhere = 'http://127.0.0.1:9'

/** What functions read while they are imported. */
const environment = {
  ...awsVariables(nowhere),
  ...{ STAGE: 'bench', EVENT_BUS_NAME: 'none', EXPORT_BUCKET: 'none', GOOGLE_CLIENT_ID: 'none', SECRET_ARN: 'none' },
  ...{ GENERATE_QUESTIONS_QUEUE_URL: nowhere, CHECK_CODE_QUEUE_URL: nowhere, NIGHT_QUEUE_URL: nowhere },
}

/**
 * @param file absolute path of a module with all that it needs in it; throws when it cannot be imported
 * @public other suites compare with it
 */
export async function importCost(file: string): Promise<ImportCost> {
  const times: number[] = []
  for (let turn = 0; turn < processes; turn += 1) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script, file], {
      env: environment,
    })
    times.push(z.object({ cpuMs: z.number() }).parse(JSON.parse(stdout)).cpuMs)
  }
  return { kB: Math.round(statSync(file).size / 1000), cpuMs: quantile(times, 0.5) }
}

/** One module with every handler in it, made as the artefacts are. @returns its path */
function bundleEverything(directory: string): string {
  const contents = handlers.map((handler, index) => `export { handler as h${index} } from './${handler}'`).join('\n')
  const outfile = join(directory, 'everything.mjs')
  const { outExtension, ...settings } = bundleSettings
  buildSync({ ...settings, stdin: { contents, resolveDir: settings.absWorkingDir }, outfile, minify: true })
  return outfile
}

/** These students wait for. */
const awaited = ['start-quiz', 'answer-question']

async function measure(directory: string, { row, progress }: Report): Promise<void> {
  bundleHandlers(handlers, directory)
  const everything = await importCost(bundleEverything(directory))
  row({ what: `import one bundle of all handlers, ${everything.kB} kB`, value: everything.cpuMs, unit: 'ms CPU' })
  for (const [index, handler] of handlers.entries()) {
    const name = basename(handler, '.ts')
    progress(index / handlers.length, name)
    const { kB, cpuMs } = await importCost(join(directory, bundleName(handler), 'index.mjs'))
    const promise = awaited.includes(name) && { atMost: Math.round(everything.cpuMs) }
    row({ what: `import ${name}, ${kB} kB`, value: cpuMs, unit: 'ms CPU', ...promise })
  }
}

export const suite: Suite = {
  name: 'cold',
  async run(report) {
    const folder = await makeTemporaryDirectory()
    try {
      await measure(folder.path, report)
    } finally {
      await folder.remove()
    }
  },
}
