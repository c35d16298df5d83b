import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedTypes, generateTypes } from '../../tools/api-client/generate-types.ts'

const title = 'the client’s types are those of the contract as it stands: `npm run api-client` makes them'

test(title, { timeout: 60_000 }, () => {
  expect(readFileSync(generatedTypes, 'utf8')).toBe(generateTypes())
})
