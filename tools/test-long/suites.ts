/** The long tests. MongoDB's server is chosen by the PATH: `secantusd-rs` where it is on it, else `secantusd-py`. */
import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromiumPath } from './chromium.ts'
import { withDeployedStage, withPlatform } from './platform.ts'
import type { Environment, Step, Suite } from './run-suite.ts'

const vitest = ['node_modules/.bin/vitest', 'run'] as const
const projects = (...names: string[]) => names.flatMap((name) => ['--project', name])

const folders = (process.env.PATH ?? '').split(delimiter)
const found = (tool: string) =>
  [process.env.VERIFIERS ?? '', ...folders].map((folder) => join(folder, tool)).find((path) => existsSync(path))

const withoutRust: Environment = {
  ...process.env,
  PATH: folders.filter((folder) => !existsSync(join(folder, 'secantusd-rs'))).join(delimiter),
}

const needs =
  (...tools: string[]) =>
  async () => {
    const absent = tools.filter((tool) => !found(tool))
    return absent.length === 0 ? undefined : `${absent.join(' and ')} not found on PATH or in VERIFIERS`
  }

const verifier = (tool: string) => found(tool) ?? tool

export const suites: readonly Suite[] = [
  {
    name: 'long',
    purpose: 'recovery, restarts and kills, statistics over 10,000 students',
    budgetMinutes: 12,
    run: (step) => step([...vitest, ...projects('long'), '--exclude', 'test/faults/**']),
  },
  {
    name: 'faults',
    purpose: '2,000 schedules of crashes, lost replies, flushes, failed commands and killed servers',
    budgetMinutes: 30,
    missing: needs('secantusd-rs'),
    run: (step) => step([...vitest, ...projects('long'), 'test/faults']),
  },
  {
    name: 'secantusd-rs',
    purpose: 'the suites on the faster of the two servers',
    budgetMinutes: 12,
    missing: needs('secantusd-rs'),
    run: (step) => step([...vitest, ...projects('integration', 'e2e')]),
  },
  {
    name: 'secantusd-py',
    purpose: 'the suites on the server that a newcomer has',
    budgetMinutes: 10,
    run: (step) => step([...vitest, ...projects('integration', 'e2e')], withoutRust),
  },
  {
    name: 'bundles',
    purpose: 'the end-to-end suite on the artefacts of a deployment',
    budgetMinutes: 8,
    run: (step) =>
      withPlatform(['--bundled'], process.env, (url) =>
        step([...vitest, ...projects('e2e')], { ...process.env, BASE_URL: url }),
      ),
  },
  {
    name: 'deployed',
    purpose: 'the prod stage by cdk deploy, roles enforced: its templates, artefacts, queues and rules, and one update',
    budgetMinutes: 12,
    missing: needs('openssl'),
    run: (step) =>
      withDeployedStage(process.env, async (env) => {
        // Each request that finds no process of its function free starts one, thirty students at once a hundred.
        const patiently = [...projects('e2e'), '--testTimeout', '300000', '--exclude', 'test/security/fuzz.e2e.test.ts']
        await step([...vitest, ...patiently, 'test/e2e', 'test/security', 'test/tools'], env)
        await step([...vitest, ...projects('deployed')], env)
      }),
  },
  {
    name: 'web',
    purpose: 'the client in a real browser',
    budgetMinutes: 10,
    missing: async () => (chromiumPath() ? undefined : 'no Chromium: apt-get install chromium, or CHROMIUM=path'),
    run: (step) => step([...vitest, ...projects('web')]),
  },
  {
    name: 'fuzz',
    purpose: '100,000 requests from the OpenAPI document against the running platform',
    budgetMinutes: 75,
    run: (step) =>
      withPlatform([], fuzzed, (url) =>
        step([...vitest, ...projects('e2e'), 'test/security/fuzz.e2e.test.ts'], {
          ...process.env,
          BASE_URL: url,
          FUZZ_REQUESTS: process.env.FUZZ_REQUESTS ?? '100000',
        }),
      ),
  },
  {
    name: 'schemathesis',
    purpose: 'the OpenAPI document against the running platform, by somebody else’s fuzzer',
    budgetMinutes: 15,
    missing: needs('schemathesis'),
    run: (step) => withPlatform([], fuzzed, (url) => fuzz(step, url)),
  },
  {
    name: 'templates',
    purpose: 'every stage’s templates by cfn-lint and sam',
    budgetMinutes: 6,
    missing: needs('cfn-lint', 'sam'),
    run: checkTemplates,
  },
]

/** Limits out of the way; an administrator who is one again whatever the fuzzer does to roles. */
const fuzzed: Environment = {
  ...process.env,
  ADMIN_EMAILS: 'fuzz.admin@school.example',
  LIMIT_ANSWERS_PER_MINUTE: '1000000',
  LIMIT_STARTS_PER_MINUTE: '1000000',
  LIMIT_REPORTS_PER_MINUTE: '1000000',
  LIMIT_ADMIN_CALLS_PER_MINUTE: '1000000',
}

/** The student first: the topics that the administrator makes hold no questions, and a start on one waits for them. */
async function fuzz(step: Step, url: string): Promise<void> {
  const schemathesis = [verifier('schemathesis'), '--config-file', 'tools/verify/schemathesis.toml'] as const
  const examples = { student: '200', admin: '100' }
  for (const [user, each] of Object.entries(examples)) {
    await step([...schemathesis, 'run', `${url}/api/openapi.json`, '--auth-wfc-user', user, '--max-examples', each])
  }
}

async function checkTemplates(step: Step): Promise<void> {
  const env = { ...process.env, SAM_CLI_TELEMETRY: '0' }
  for (const stage of ['local', 'dev', 'prod']) {
    const output = join('cdk.out', 'verified', stage)
    // One of them hosts the web client as well.
    const context = [`stage=${stage}`, 'bundled=false', `webClient=${stage === 'prod'}`].flatMap((word) => ['-c', word])
    await step(['node_modules/.bin/cdk', 'synth', '--quiet', ...context, '--output', output], env)
    const templates = globSync(join(output, '*.template.json'))
    if (templates.length === 0) throw new Error(`no templates in ${output}`)
    const strict = ['--non-zero-exit-code', 'warning']
    await step([verifier('cfn-lint'), ...strict, '--', ...templates], env)
    for (const template of templates)
      await step([verifier('sam'), 'validate', '--lint', '--template-file', template], env)
  }
}
