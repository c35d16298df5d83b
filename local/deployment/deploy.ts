/** Brings the local stage into the emulator, unless it is there already as it should be. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import { account, clientSettings, region } from '../emulator.ts'
import { checkLoopback } from '../servers/aws.ts'
import { stage } from '../stage-functions.ts'
import { type DeploymentRecord, readDeploymentRecord, writeDeploymentRecord } from './deployment-record.ts'
import { fingerprint } from './fingerprint.ts'
import { runCdk } from './run-cdk.ts'

export type DeployOptions = {
  projectRoot: string
  endpoint: string
  /** Whether the emulator is the platform's own, so that what it holds may be thrown away. */
  ours: boolean
  /** Folder for what CDK writes. */
  directory: string
  /** What the local stage is told, as `-c name=value`. */
  context: Readonly<Record<string, string>>
  signal: AbortSignal
  say(line: string): void
}

export type Deployed = {
  /** Of all stacks in one. */
  outputs: Record<string, string>
  /** Whether anything had to be deployed. */
  changed: boolean
}

export async function deploy(options: DeployOptions): Promise<Deployed> {
  const { projectRoot, endpoint, ours, context, signal, say } = options
  checkLoopback(endpoint)
  const client = new SecretsManagerClient(clientSettings(endpoint))
  const wanted = { fingerprint: fingerprint(projectRoot, context), endpoint }
  const present = await readDeploymentRecord(client)
  const movedOn = present?.endpoint !== endpoint
  if (!movedOn && present?.fingerprint === wanted.fingerprint) {
    say('deployment: unchanged')
    return { outputs: present.outputs, changed: false }
  }
  // Without a record the emulator may hold the remains of a deployment that broke off; with one of other ports, wrong URLs.
  if (ours && movedOn) await resetEmulator(endpoint)
  say(`deployment: ${reasonFor(present, endpoint)}, running cdk bootstrap and cdk deploy`)
  const outputs = await runCdkDeploy(options).catch(async (error: unknown) => {
    if (signal.aborted || !ours || movedOn) throw error
    say(`deployment: the update failed, deploying anew: ${error}`)
    await resetEmulator(endpoint)
    return runCdkDeploy(options)
  })
  await writeDeploymentRecord(client, { ...wanted, outputs })
  return { outputs, changed: true }
}

function reasonFor(present: DeploymentRecord | null, endpoint: string): string {
  if (!present) return 'none yet'
  return present.endpoint === endpoint ? 'changed' : 'the ports have changed'
}

async function runCdkDeploy({ projectRoot, endpoint, directory, context, signal }: DeployOptions) {
  const options = { projectRoot, endpoint, signal }
  const assembly = join(directory, 'cdk.out')
  const outputsFile = join(directory, 'outputs.json')
  mkdirSync(directory, { recursive: true })
  const settings = Object.entries({ stage, ...context }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  await Promise.all([
    runCdk(['bootstrap', `aws://${account}/${region}`, '--app', ''], options),
    runCdk(['synth', '--quiet', '--output', assembly, ...settings], options),
  ])
  const unattended = ['--require-approval', 'never', '--method', 'direct', '--concurrency', '3']
  await runCdk(['deploy', '--all', '--app', assembly, '--outputs-file', outputsFile, ...unattended], options)
  const byStack = z.record(z.string(), z.record(z.string(), z.string()))
  return Object.assign({}, ...Object.values(byStack.parse(JSON.parse(readFileSync(outputsFile, 'utf8')))))
}

/** All that the emulator holds can be made again, but an update of what an older one left may not be possible. */
async function resetEmulator(endpoint: string): Promise<void> {
  const response = await fetch(`${endpoint}/_ministack/reset`, { method: 'POST' })
  if (!response.ok) throw new Error(`the AWS emulator could not be reset (${response.status})`)
}
