/** `npm run api-client`: the types that a frontend works with, from the OpenAPI document into web/src/api/schema.d.ts. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApiDocument } from '../lib/contract/openapi.ts'

const root = join(import.meta.dirname, '..')
const generated = join(root, 'web', 'src', 'api', 'schema.d.ts')
const header = '/** Generated from the contract by `npm run api-client`. */\n'

const folder = mkdtempSync(join(tmpdir(), 'api-client-'))
try {
  const document = join(folder, 'openapi.json')
  const types = join(folder, 'schema.d.ts')
  writeFileSync(document, JSON.stringify(openApiDocument()))
  const command = join(root, 'web', 'node_modules', '.bin', 'openapi-typescript')
  execFileSync(command, [document, '--output', types], { stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(generated, header + readFileSync(types, 'utf8'))
} finally {
  rmSync(folder, { recursive: true })
}
