/** cdk-nag's rules, by others' judgement of what is safe: whatever they find is mended, or acknowledged where it stands. */
import { Validations } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { appOf } from './support.ts'

const nagged = (stage: string, context: Record<string, unknown> = {}) => {
  const app = appOf(stage, context)
  const packs = [new AwsSolutionsChecks(app), new ServerlessChecks(app)]
  Validations.of(app).addPlugins(...packs)
  return { app, packs, findings: () => packs.flatMap((pack) => pack.validateScope(app).violations) }
}

describe.each(['dev', 'prod'])('the stage %s', (stage) => {
  const { app, findings } = nagged(stage)

  it('has no finding that is not acknowledged', () => {
    expect(() => app.synth()).not.toThrow()
    expect(findings()).toEqual([])
  })

  it('acknowledges each on the resource it is about, for a reason', () => {
    const acknowledged = app.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .map(({ data }) => ({ path: node.path, rules: data as Record<string, string> })),
      )
    for (const { path, rules } of acknowledged) {
      // Below the stack: /<stack>/<construct>...
      expect(path.split('/').length).toBeGreaterThan(1)
      for (const reason of Object.values(rules)) expect(reason.length).toBeGreaterThan(20)
    }
    const ids = acknowledged
      .flatMap(({ rules }) => Object.keys(rules))
      .map((id) => id.replace(/^annotation::/i, '').replace(/:Exports\w+/, ':Exports'))
    expect([...new Set(ids)].toSorted()).toEqual([
      'AwsSolutions-APIG4',
      'AwsSolutions-IAM5[Resource::*]',
      `AwsSolutions-IAM5[Resource::${stage}-stateful:Exports/2*]`,
      `AwsSolutions-IAM5[Resource::${stage}-stateful:Exports/reference/*]`,
      'AwsSolutions-S1',
      'AwsSolutions-SMG4',
      'AwsSolutions-SQS3',
      'Serverless-LambdaAsyncFailureDestination',
      'Serverless-LambdaDLQ',
      'Serverless-LambdaEventSourceMappingDestination',
      'Serverless-SQSRedrivePolicy',
    ])
  })
})

it('finds nothing in a stage that hosts the web client, where what is acknowledged has its reason', () => {
  const { app, findings } = nagged('prod', { webClient: true })
  app.synth()
  expect(findings()).toEqual([])
  const acknowledged = app.node
    .findChild('prod-web')
    .node.findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
  for (const [, reason] of acknowledged) expect(reason.length).toBeGreaterThan(20)
  expect(acknowledged.map(([id]) => id.replace(/^annotation::/i, '')).toSorted()).toEqual([
    'AwsSolutions-CFR1',
    'AwsSolutions-CFR2',
    'AwsSolutions-CFR3',
    'AwsSolutions-CFR4',
    'AwsSolutions-S1',
  ])
})

it('finds what is not mended', () => {
  const { app, findings } = nagged('dev')
  new Queue(app.node.findChild('dev-async'), 'Careless')
  const rules = findings().map(({ ruleName }) => ruleName)
  expect(rules).toEqual(
    expect.arrayContaining(['AwsSolutions-SQS3', 'AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy']),
  )
})
