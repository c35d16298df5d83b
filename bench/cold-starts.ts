/**
 * What a cold start costs before the first request: the processor time to import a function's artefact, against one naive
 * bundle of all handlers and against the obvious implementation. Size and imports are what a deployment decides; the rest
 * of a cold start is Lambda's.
 */
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'
import * as z from 'zod'
import { handlers } from '../cdk/build-app.ts'
import { type Artefact, bundleHandlers, bundleName, bundleSettings } from '../cdk/bundles.ts'
import { awsVariables } from '../local/emulator.ts'
import { makeTemporaryDirectory } from '../local/servers/temporary-directory.ts'
import { installPeers } from './load-peers.ts'
import { bundlePeer } from './peer-bundle.ts'
import { quantile } from './quantile.ts'
import type { Report, Suite } from './report.ts'

const run = promisify(execFile)
const processes = 7

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
 * @param file absolute path; throws when it cannot be imported
 * @returns processor time of all threads, in milliseconds: the median of several fresh processes
 */
async function importCost(file: string): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < processes; turn += 1) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script, file], {
      env: environment,
    })
    times.push(z.object({ cpuMs: z.number() }).parse(JSON.parse(stdout)).cpuMs)
  }
  return quantile(times, 0.5)
}

/** One module with every handler in it, made as the artefacts are. @returns its path */
function bundleEverything(directory: string): string {
  const contents = handlers.map((handler, index) => `export { handler as h${index} } from './${handler}'`).join('\n')
  const outfile = join(directory, 'everything.mjs')
  const { outExtension, ...settings } = bundleSettings
  buildSync({ ...settings, stdin: { contents, resolveDir: settings.absWorkingDir }, outfile })
  return outfile
}

const kB = (bytes: number) => `${Math.round(bytes / 1000).toLocaleString('en')} kB`
const bytesOf = (files: Artefact['all']) => files.reduce((sum, { bytes }) => sum + bytes, 0)

/** These students wait for. */
const awaited = ['start-quiz', 'answer-question']

/** The obvious implementation (bench/peers/quiz); null where it cannot be installed. */
async function measurePeer(directory: string, { row, note }: Report): Promise<number | null> {
  const problem = installPeers()
  if (problem !== undefined) {
    note(`the peer is left out, since it cannot be installed: ${problem}`)
    return null
  }
  const file = bundlePeer(directory)
  const cost = await importCost(file)
  row({ what: `import the peer behind serverless-http, ${kB(statSync(file).size)}`, value: cost, unit: 'ms CPU' })
  return cost
}

async function measure(directory: string, report: Report): Promise<void> {
  const { row, progress } = report
  const peer = await measurePeer(directory, report)
  const naive = bundleEverything(directory)
  const everything = await importCost(naive)
  row({ what: `import one bundle of all handlers, ${kB(statSync(naive).size)}`, value: everything, unit: 'ms CPU' })
  const artefacts = bundleHandlers(handlers, directory)
  for (const [handler, { atImport, all }] of artefacts) {
    const name = basename(handler, '.ts')
    progress([...artefacts.keys()].indexOf(handler) / artefacts.size, name)
    const cost = await importCost(join(directory, bundleName(handler), 'index.mjs'))
    const size = `${kB(bytesOf(atImport))} of ${kB(bytesOf(all))}`
    const promise = awaited.includes(name) && { atMost: Math.round(everything) }
    row({ what: `import ${name}, ${size}`, value: cost, unit: 'ms CPU', ...promise })
    if (peer && name === 'answer-question') {
      row({ what: `import ${name}, as a share of the peer`, value: cost / peer, unit: 'x', atMost: 0.5 })
    }
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
