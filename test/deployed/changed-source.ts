/** A copy of the sources in which one function is another: its replies say so in a header. */
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** In a copy only, hence no change of the function's own source. */
const wrapped = `
export const handler = async (event, context) => {
  const reply = await original(event, context)
  return { ...reply, headers: { ...reply.headers, 'x-release': 'changed' } }
}
`

/** @returns its folder, from which it can be deployed */
export function changedSource(directory: string, handler: string): string {
  const copy = mkdtempSync(join(directory, 'changed-'))
  for (const path of ['cdk', 'functions', 'lib', 'cdk.json', 'package.json', 'tsconfig.json']) {
    cpSync(path, join(copy, path), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  const source = readFileSync(handler, 'utf8')
  const declared = 'export const handler ='
  if (!source.includes(declared)) throw new Error(`${handler} declares its handler otherwise`)
  writeFileSync(join(copy, handler), `// @ts-nocheck\n${source.replace(declared, 'const original =')}${wrapped}`)
  return copy
}
