/**
 * The handlers in one file, so that a killed process is replaced in a tenth of a second; made as the deployment's
 * artefacts are made. A mutant is the same source with a few words put in the place of others.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { bundleSettings, projectRoot } from '../../cdk/bundles.ts'
import type { Change, Mutant } from './mutants.ts'

export type Bundle = { host: URL }

/** @throws when a file of the mutant does not have the words to be replaced exactly once */
export async function bundleHost(directory: string, mutant?: Mutant): Promise<Bundle> {
  await build({
    ...bundleSettings,
    entryPoints: [
      { in: 'test/faults/host-thread.ts', out: 'host' },
      { in: 'functions/queue/check-code/grading-thread.ts', out: 'grading-thread' },
    ],
    outdir: directory,
    plugins: [changing([patience, ...(mutant?.changes ?? [])])],
  })
  return { host: new URL(`file://${join(directory, 'host.mjs')}`) }
}

/** The one fence of the platform that is in real time: a machine that is busy with other tests must not meet it. */
const patience: Change = {
  file: 'functions/queue/check-code/code-judge.ts',
  find: 'milliseconds: 1_000',
  replace: 'milliseconds: 60_000',
}

const changing = (changes: readonly Change[]): Plugin => ({
  name: 'changes',
  setup({ onLoad, onEnd }) {
    const met = new Set<string>()
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const wanted = changes.filter(({ file }) => path === join(projectRoot, file))
      if (wanted.length === 0) return undefined
      let contents = await readFile(path, 'utf8')
      for (const { file, find, replace } of wanted) {
        if (contents.split(find).length !== 2) throw new Error(`${file} does not have this exactly once: ${find}`)
        contents = contents.replace(find, () => replace)
        met.add(file)
      }
      return { contents, loader: 'ts' }
    })
    onEnd(() => {
      const missed = changes.find(({ file }) => !met.has(file))
      if (missed) throw new Error(`${missed.file} is not part of the bundle`)
    })
  },
})
