/** The stages that write a night's files, and the manifest over them. */
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { exportAttempts } from './attempts-csv.ts'
import { withExports } from './export-file.ts'
import { exportFineTuning } from './fine-tuning.ts'
import { exportWrongAnswers } from './wrong-answers-csv.ts'

const writers = {
  attempts: async (deps: NightDeps, date: string) => [await exportAttempts(deps, date)],
  'wrong-answers': async (deps: NightDeps, date: string) => [await exportWrongAnswers(deps, date)],
  'fine-tuning': exportFineTuning,
} as const

export const exportPartitions = async () => Object.keys(writers)

export async function writeExports(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const writer = Object.entries(writers).find(([name]) => name === partition)?.[1]
  if (!writer) throw new Error(`nothing is exported as ${partition}`)
  const files = await writer(deps, date)
  return {
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

const manifestName = 'manifest.json'

/** What lies in the bucket for the date: names, sizes, checksums, and what is wrong with a file. */
export async function writeManifest(deps: NightDeps, { date }: StageWork): Promise<Counts> {
  const files = await deps.collections.exports
    .find({ date, name: { $ne: manifestName } })
    .sort({ _id: 1 })
    .toArray()
  const listed = files.map(({ name, rows, bytes, sha256, problems }) => ({ name, rows, bytes, sha256, problems }))
  const { promptVersions = {}, rejections = {} } = files.find(({ name }) => name === 'sft.train.jsonl')?.details ?? {}
  await withExports(deps, date, [manifestName], async (opened) => {
    const file = opened.get(manifestName)
    await file?.write(`${JSON.stringify({ date, files: listed, promptVersions, rejections }, null, 2)}\n`)
    await file?.close()
  })
  return { files: files.length, unfit: files.filter(({ problems }) => problems.length > 0).length }
}
