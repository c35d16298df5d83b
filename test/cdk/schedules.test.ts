import { describe, expect, it } from 'vitest'
import { pascalCase } from '../../cdk/pascal-case.ts'
import { eventSource } from '../../lib/contract/events.ts'
import { scheduledWorkers } from '../../lib/contract/workers.ts'
import { named, ofType, synthesise } from './support.ts'

const { async } = synthesise('prod')
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })

describe.each(scheduledWorkers.map((worker) => [worker.name, worker] as const))('%s', (name, worker) => {
  const fn = named(async, 'AWS::Lambda::Function', 'FunctionName', `prod-${name}`)
  const dlq = named(async, 'AWS::SQS::Queue', 'QueueName', `prod-${name}-dlq`)
  const rules = ofType(async, 'AWS::Events::Rule')
    .map(({ id, Properties }) => ({ id, ...Properties }))
    .filter(({ Targets }) => Targets[0].Arn['Fn::GetAtt'][0] === fn.id)

  it('is woken by its schedule, and by its events if it has any', () => {
    expect(rules.flatMap(({ ScheduleExpression }) => ScheduleExpression ?? [])).toEqual([worker.schedule])
    expect(rules.flatMap(({ EventPattern }) => EventPattern ?? [])).toEqual(
      worker.events ? [{ source: [eventSource], 'detail-type': worker.events }] : [],
    )
  })

  it('may be invoked by just these rules, and what they cannot deliver is kept', () => {
    const permissions = ofType(async, 'AWS::Lambda::Permission').filter(
      ({ Properties }) => Properties.FunctionName['Fn::GetAtt'][0] === fn.id,
    )
    expect(permissions.map(({ Properties }) => Properties.SourceArn)).toEqual(rules.map(({ id }) => arnOf(id)))
    for (const { Targets } of rules) expect(Targets[0].DeadLetterConfig).toEqual({ Arn: arnOf(dlq.id) })
    expect(async.Outputs[`${pascalCase(name)}DlqUrl`]?.Value).toEqual({ Ref: dlq.id })
  })

  it('keeps the events that it failed on each time, with those that could not be delivered', () => {
    const [config] = ofType(async, 'AWS::Lambda::EventInvokeConfig').filter(
      ({ Properties }) => Properties.FunctionName.Ref === fn.id,
    )
    expect(config?.Properties).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arnOf(dlq.id) } },
    })
    expect(dlq.Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60)
  })

  it('has its time', () => {
    expect(fn.Properties.Timeout).toBe(worker.timeout)
  })
})
