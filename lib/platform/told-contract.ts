/**
 * The contract as data, for the two functions that tell it: computed from the schemas where the source runs; in a bundle
 * it is a text that cdk/bundles.ts has put in, so that there the schemas of other routes stay out.
 */
import { brotliDecompressSync } from 'node:zlib'
import type { Path } from '../contract/allowed-methods.ts'
import { openApiDocument } from '../contract/openapi.ts'
import { routes } from '../contract/routes.ts'

/** JSON. */
declare const BUNDLED_PATHS: string | undefined
/** JSON, compressed by Brotli, in base 64. */
declare const BUNDLED_OPENAPI: string | undefined

export const toldPaths: readonly Path[] = typeof BUNDLED_PATHS === 'undefined' ? routes : JSON.parse(BUNDLED_PATHS)

export const toldOpenApi = (): unknown =>
  typeof BUNDLED_OPENAPI === 'undefined'
    ? openApiDocument()
    : JSON.parse(brotliDecompressSync(Buffer.from(BUNDLED_OPENAPI, 'base64')).toString('utf8'))
