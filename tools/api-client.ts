/** `npm run api-client`: the types that a frontend works with, from the contract into web/src/api/schema.d.ts. */
import { writeFileSync } from 'node:fs'
import { generatedTypes, generateTypes } from './api-client/generate-types.ts'

writeFileSync(generatedTypes, generateTypes())
