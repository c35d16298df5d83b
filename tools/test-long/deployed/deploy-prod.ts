/** Deploys the prod stage to the emulator with the real `cdk`, bundles and all, but for what the emulator cannot create. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { runCdk } from '../../../local/deployment/run-cdk.ts'
import { account, region } from '../../../local/emulator.ts'
import { fitTemplates } from './fit-templates.ts'

export type ProdDeployment = {
  projectRoot: string
  endpoint: string
  /** File of the endpoint's certificate. */
  certificate: string
  /** Gets a folder for each deployment. */
  directory: string
  /** What the stage is told otherwise than cdk.json tells it. */
  overrides: Readonly<Record<string, string>>
}

export type ProdDeployed = {
  /** Of all stacks in one. */
  outputs: Record<string, string>
  /** Folder with the templates as they go to AWS. */
  templates: string
}

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()))

export async function deployProd(deployment: ProdDeployment): Promise<ProdDeployed> {
  const { directory, overrides } = deployment
  const options = { ...deployment, signal: new AbortController().signal }
  const assembly = mkdtempSync(join(directory, 'deployment-'))
  const outputsFile = join(assembly, 'outputs.json')
  const settings = Object.entries({ ...overrides, stage: 'prod' }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  await Promise.all([
    runCdk(['bootstrap', `aws://${account}/${region}`, '--app', ''], options),
    runCdk(['synth', '--quiet', '--output', assembly, ...settings], options),
  ])
  const templates = fitTemplates(assembly)
  const unattended = ['--require-approval', 'never', '--method', 'direct', '--concurrency', '3']
  await runCdk(['deploy', '--all', '--app', assembly, '--outputs-file', outputsFile, ...unattended], options)
  const byStack = outputsSchema.parse(JSON.parse(readFileSync(outputsFile, 'utf8')))
  return { outputs: Object.assign({}, ...Object.values(byStack)), templates }
}
