import { describe, expect, it } from 'vitest'
import { isLeftOut } from '../../tools/test-long/deployed/left-out.ts'
import { ofType, type Resource, synthesise } from './support.ts'

const stages = { local: synthesise('local'), dev: synthesise('dev'), prod: synthesise('prod') }
const stacks = ['stateful', 'api', 'async', 'observability'] as const

describe('the stages', () => {
  it.each(stacks)('have the same resources with the same properties in %s', (stack) => {
    const shapes = (stage: keyof typeof stages, left: (resource: Resource) => boolean) =>
      Object.values(stages[stage][stack].Resources)
        .filter(left)
        .map(({ Type, Properties }) => [Type, ...Object.keys(Properties ?? {})])
    expect(shapes('local', () => true)).toEqual(shapes('prod', (resource) => !isLeftOut(resource)))
    expect(shapes('dev', () => true)).toEqual(shapes('prod', () => true))
  })

  it('keep exports and secret when a stack is removed, but for the local one', () => {
    const policies = (stage: keyof typeof stages) =>
      ['AWS::S3::Bucket', 'AWS::SecretsManager::Secret'].flatMap((type) =>
        ofType(stages[stage].stateful, type).map(({ DeletionPolicy }) => DeletionPolicy),
      )
    expect(policies('prod')).toEqual(['Retain', 'Retain'])
    expect(policies('dev')).toEqual(['Retain', 'Retain'])
    expect(policies('local')).toEqual(['Delete', 'Delete'])
  })

  it('show nobody the exports', () => {
    const [bucket] = ofType(stages.prod.stateful, 'AWS::S3::Bucket')
    expect(Object.values(bucket?.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
  })

  it('say where bus, bucket and secret are', () => {
    expect(Object.keys(stages.prod.stateful.Outputs)).toEqual(
      expect.arrayContaining(['BusName', 'ExportBucketName', 'SecretArn']),
    )
  })

  it('hold no value of the secret', () => {
    const [secret] = ofType(stages.prod.stateful, 'AWS::SecretsManager::Secret')
    expect(secret?.Properties).toMatchObject({ Name: 'prod/stores' })
    expect(secret?.Properties).not.toHaveProperty('SecretString')
  })
})

describe('settings', () => {
  it.each([
    ['a stage that there is not', 'staging', {}, /Invalid option/],
    ['a setting that is not known', 'dev', { stages: { dev: { googleClientID: 'x' } } }, /googleClientID/],
    ['an issuer that is no address', 'dev', { tokenIssuer: 'google' }, /tokenIssuer/],
    ['a limit of nothing', 'dev', { limitAnswersPerMinute: '0' }, /limitAnswersPerMinute/],
    ['no origin', 'dev', { origins: '' }, /origins/],
    ['an admin who is no address', 'dev', { adminEmails: 'root' }, /adminEmails/],
    ['a name without its certificate', 'dev', { domainName: 'quiz.example.com' }, /go together/],
    ['a retention that CloudWatch does not know', 'dev', { logRetentionDays: '31' }, /logRetentionDays/],
    ['a cap of one, which SQS does not', 'dev', { concurrencyCaps: '{"generate-questions":1}' }, /concurrencyCaps/],
    ['caps that are no JSON', 'dev', { concurrencyCaps: 'generate-questions=3' }, /concurrencyCaps/],
  ])('refuse %s', (_, stage, context, message) => {
    expect(() => synthesise(stage, context)).toThrow(message)
  })

  it('without a stage mean dev, never prod', () => {
    expect(() => synthesise('dev', { stage: undefined })).not.toThrow()
  })
})
