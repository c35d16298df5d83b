import { describe, expect, it } from 'vitest'
import { ofType, synthesise } from './support.ts'

const { api, async } = synthesise('prod')

/** What every role may, besides: write to its own log group, and send traces. */
const base = ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments']

/** The actions that a function's own role allows. */
function actionsOf(name: string): string[] {
  const template = [api, async].find((t) =>
    ofType(t, 'AWS::Lambda::Function').some((f) => f.Properties.FunctionName === `prod-${name}`),
  )!
  const fn = ofType(template, 'AWS::Lambda::Function').find((f) => f.Properties.FunctionName === `prod-${name}`)!
  const roleId = fn.Properties.Role['Fn::GetAtt'][0]
  return ofType(template, 'AWS::IAM::Policy')
    .filter(({ Properties }) => Properties.Roles.some((role: { Ref: string }) => role.Ref === roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action }: { Action: string | string[] }) => Action)
    .filter((action: string) => !base.includes(action))
    .sort()
}

const readSecret = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']
const send = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage']
const consume = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
]

describe('a role allows what its function uses, and no more', () => {
  it.each([
    ['get-openapi', []],
    ['refuse-unrouted', []],
    ['get-me', readSecret],
    ['answer-question', ['events:PutEvents', ...readSecret, ...send]],
    ['get-quiz', ['events:PutEvents', ...readSecret, ...send]],
    ['start-quiz', ['events:PutEvents', ...readSecret, ...send]],
    ['sweep-quizzes', ['events:PutEvents', ...readSecret, ...send]],
    ['check-code', ['events:PutEvents', ...readSecret, ...consume].sort()],
    ['generate-questions', ['s3:GetObject', ...readSecret, ...new Set([...consume, ...send])].sort()],
  ])('%s', (name, actions) => {
    expect(actionsOf(name)).toEqual(actions)
  })

  it('no function shares a role, and none is granted everything of anything', () => {
    for (const template of [api, async]) {
      const roles = ofType(template, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Role['Fn::GetAtt'][0])
      expect(new Set(roles).size).toBe(roles.length)
      for (const { Properties } of ofType(template, 'AWS::IAM::Role')) {
        expect(Properties).not.toHaveProperty('ManagedPolicyArns')
      }
      for (const { Properties } of ofType(template, 'AWS::IAM::Policy')) {
        for (const statement of Properties.PolicyDocument.Statement) {
          expect(JSON.stringify(statement.Action)).not.toContain('*')
          // Traces know no resources.
          if (JSON.stringify(statement.Action).includes('xray:')) {
            expect(statement.Action).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'])
          } else {
            expect(JSON.stringify(statement.Resource)).not.toMatch(/^(\[)?"\*/)
          }
        }
      }
    }
  })
})
