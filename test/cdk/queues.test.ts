import { describe, expect, it } from 'vitest'
import { pascalCase } from '../../cdk/pascal-case.ts'
import { eventSource } from '../../lib/contract/events.ts'
import { queueWorkers } from '../../lib/contract/workers.ts'
import { named, ofType, synthesise } from './support.ts'

const { stateful, async } = synthesise('prod')
const queue = (name: string) => named(stateful, 'AWS::SQS::Queue', 'QueueName', `prod-${name}`)
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })

describe.each(queueWorkers.map((worker) => [worker.queue, worker] as const))('the queue %s', (name, worker) => {
  const source = queue(name)
  const dlq = queue(`${name}-dlq`)

  it('gives up on a message after its deliveries, and keeps it for longer than it would have waited', () => {
    expect(source.Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf(dlq.id),
      maxReceiveCount: worker.maxReceiveCount,
    })
    expect(dlq.Properties.MessageRetentionPeriod).toBeGreaterThan(source.Properties.MessageRetentionPeriod)
  })

  it('hides a message for six times as long as its worker may take', () => {
    const fn = named(async, 'AWS::Lambda::Function', 'FunctionName', `prod-${worker.name}`)
    expect(fn.Properties.Timeout).toBe(worker.timeout)
    expect(source.Properties.VisibilityTimeout).toBe(6 * worker.timeout)
  })

  it('feeds its worker, which reports single failures', () => {
    const fn = named(async, 'AWS::Lambda::Function', 'FunctionName', `prod-${worker.name}`)
    const mapping = ofType(async, 'AWS::Lambda::EventSourceMapping').find(
      ({ Properties }) => Properties.FunctionName.Ref === fn.id,
    )
    expect(mapping?.Properties).toMatchObject({
      EventSourceArn: { 'Fn::ImportValue': expect.stringContaining(source.id) },
      BatchSize: worker.batchSize,
      MaximumBatchingWindowInSeconds: worker.batchingWindow,
      ScalingConfig: { MaximumConcurrency: worker.maxConcurrency },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
  })

  it('sets more executions aside than its mapping asks for', () => {
    const fn = named(async, 'AWS::Lambda::Function', 'FunctionName', `prod-${worker.name}`)
    expect(fn.Properties.ReservedConcurrentExecutions).toBeGreaterThan(worker.maxConcurrency)
  })

  it('says its addresses', () => {
    expect(stateful.Outputs[`${pascalCase(name)}QueueUrl`]?.Value).toEqual({ Ref: source.id })
    expect(stateful.Outputs[`${pascalCase(name)}DlqUrl`]?.Value).toEqual({ Ref: dlq.id })
  })
})

it('every queue is encrypted, and refuses whoever comes without TLS', () => {
  for (const template of [stateful, async]) {
    const queues = ofType(template, 'AWS::SQS::Queue')
    const policies = ofType(template, 'AWS::SQS::QueuePolicy')
    for (const { id, Properties } of queues) {
      expect(Properties.SqsManagedSseEnabled).toBe(true)
      const own = policies.filter(({ Properties: { Queues } }) => Queues[0].Ref === id)
      expect(own.flatMap((policy) => policy.Properties.PolicyDocument.Statement)).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      )
    }
  }
})

it('a stage may cap a worker, or set nothing aside', () => {
  const capped = synthesise('dev', { concurrencyCaps: '{"generate-questions":3}', reserveConcurrency: 'false' }).async
  const fn = named(capped, 'AWS::Lambda::Function', 'FunctionName', 'dev-generate-questions')
  expect(fn.Properties).not.toHaveProperty('ReservedConcurrentExecutions')
  const mappings = ofType(capped, 'AWS::Lambda::EventSourceMapping')
  expect(mappings.find(({ Properties }) => Properties.FunctionName.Ref === fn.id)?.Properties.ScalingConfig).toEqual({
    MaximumConcurrency: 3,
  })
})

it('no worker shares a queue, and there is no queue without a worker', () => {
  expect(new Set(queueWorkers.map((worker) => worker.queue)).size).toBe(queueWorkers.length)
  expect(ofType(stateful, 'AWS::SQS::Queue')).toHaveLength(2 * queueWorkers.length)
  expect(ofType(async, 'AWS::Lambda::EventSourceMapping')).toHaveLength(queueWorkers.length)
})

it.each(queueWorkers.filter(({ events }) => events).map((worker) => [worker.queue, worker] as const))(
  'the events of %s reach it from the bus, and nobody else of EventBridge may send to it',
  (name, { events }) => {
    const source = queue(name)
    const rules = ofType(stateful, 'AWS::Events::Rule').filter(({ Properties }) =>
      Properties.Targets.some(
        (target: { Arn: unknown }) => JSON.stringify(target.Arn) === JSON.stringify(arnOf(source.id)),
      ),
    )
    expect(rules).toHaveLength(1)
    expect(rules[0]?.Properties).toMatchObject({
      EventPattern: { source: [eventSource], 'detail-type': events },
      Targets: [{ DeadLetterConfig: { Arn: arnOf(queue(`${name}-dlq`).id) } }],
    })
    const policy = ofType(stateful, 'AWS::SQS::QueuePolicy').find(
      ({ Properties }) => Properties.Queues[0].Ref === source.id,
    )
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    )
    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': arnOf(rules[0]!.id) } },
      }),
    ])
  },
)
