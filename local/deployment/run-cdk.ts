/** Runs the project's own `cdk` command against this machine's AWS. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { awsVariables, noProxyVariables } from '../emulator.ts'
import { checkLoopback } from '../servers/aws.ts'

export type CdkOptions = {
  projectRoot: string
  endpoint: string
  /** File of the certificate that the endpoint shows, in PEM; none where it speaks plain HTTP. */
  certificate?: string | undefined
  signal: AbortSignal
}

/** @throws when the command fails, with the end of what it printed */
export async function runCdk(words: readonly string[], options: CdkOptions): Promise<void> {
  const { projectRoot, endpoint, certificate, signal } = options
  checkLoopback(endpoint)
  const manifest = createRequire(import.meta.url).resolve('aws-cdk/package.json')
  const trusting = certificate !== undefined && { AWS_CA_BUNDLE: certificate }
  const child = spawn(process.execPath, [join(dirname(manifest), 'bin', 'cdk'), ...words], {
    cwd: projectRoot,
    env: { ...withoutAws(process.env), ...awsVariables(endpoint), ...noProxyVariables, ...quickly, ...trusting },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  const [out, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  if (code !== 0) throw new Error(`cdk ${words[0]} failed (${code}):\n${lastLines(`${out}\n${problems}`)}`)
}

const quickly = {
  /** Plain lines, no colours. */
  CI: 'true',
  /** `npm run synth` checks the templates against CDK's rules; here that would be most of the time it takes. */
  CDK_VALIDATION: 'false',
}

/** Whatever of a real account the shell may have must not get in. */
const withoutAws = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|CDK)_/.test(name)))

const lastLines = (printed: string) => printed.trim().split('\n').slice(-40).join('\n')
