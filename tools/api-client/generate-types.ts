/** The contract as the TypeScript types that `openapi-fetch` works with: https://openapi-ts.dev */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { openApiDocument } from '../../lib/contract/openapi.ts'

const header = '/** Generated from the contract by `npm run api-client`. */\n'
/** In the client's own folder, beside the TypeScript that it asks for. */
const generator = join(import.meta.dirname, '..', '..', 'web', 'node_modules', '.bin', 'openapi-typescript')

export const generatedTypes = join(import.meta.dirname, '..', '..', 'web', 'src', 'api', 'schema.d.ts')

/** @returns the whole file */
export function generateTypes(): string {
  const document = JSON.stringify(openApiDocument())
  const types = execFileSync(process.execPath, [generator], {
    input: document,
    encoding: 'utf8',
    stdio: 'pipe',
  })
  return header + types
}
