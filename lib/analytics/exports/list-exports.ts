/** The files of the latest nights, for administrators. */
import type * as z from 'zod'
import type { exportListSchema } from '../../contract/analytics.ts'
import type { ReadingDeps } from '../reading-deps.ts'
import { signFile } from './sign-downloads.ts'

/** Some two months of nights. */
const mostFiles = 400

type Exports = z.infer<typeof exportListSchema>['exports']

/** Latest date first. */
export async function listExports(deps: ReadingDeps): Promise<Exports> {
  const files = await deps.collections.exports.find().sort({ _id: -1 }).limit(mostFiles).toArray()
  const signed = await Promise.all(
    files.map(async ({ date, name, rows, bytes, sha256, problems }) => ({
      date,
      file: { name, rows, bytes, sha256, problems, url: await signFile(deps, date, name) },
    })),
  )
  return [...Map.groupBy(signed, ({ date }) => date)].map(([date, ofDate]) => ({
    date,
    files: ofDate.map(({ file }) => file).reverse(),
  }))
}
