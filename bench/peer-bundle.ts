/** The peer (bench/peers/quiz) as one function behind serverless-http, bundled as the platform's own are. */
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { bundleSettings } from '../cdk/bundles.ts'

/** @returns the path of the bundle; throws when the peers are not installed */
export function bundlePeer(directory: string): string {
  const outfile = join(directory, 'peer.mjs')
  const { outExtension, ...settings } = bundleSettings
  buildSync({ ...settings, entryPoints: ['bench/peers/quiz/lambda.mjs'], outfile })
  return outfile
}
