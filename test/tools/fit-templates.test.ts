/** What the emulator gets of a template is the template, but for what is said to be otherwise. */
import { describe, expect, it } from 'vitest'
import { fitTemplate } from '../../tools/test-long/deployed/fit-templates.ts'
import { isLeftOut } from '../../tools/test-long/deployed/left-out.ts'
import { synthesise } from '../cdk/support.ts'

const templates = Object.entries(synthesise('prod'))

describe.each(templates)('of %s', (_, template) => {
  const fitted = fitTemplate(template)

  it('only what is on the list is left out, and nobody names it any more', () => {
    const kept = Object.entries(template.Resources).filter(([, resource]) => !isLeftOut(resource))
    expect(Object.keys(fitted.Resources)).toEqual(kept.map(([id]) => id))
    const gone = Object.keys(template.Resources).filter((id) => !(id in fitted.Resources))
    const text = JSON.stringify(fitted)
    for (const id of gone) expect(text).not.toMatch(new RegExp(`"(Ref|Fn::GetAtt)":\\[?"${id}"`))
  })

  it('the rest is as it was, but for the permission to send batches and the ARN of a secret', () => {
    const undone = JSON.stringify(fitted)
      .replaceAll(',"sqs:SendMessageBatch"', '')
      .replaceAll(/\{"Fn::GetAtt":\["(Stores\w+)","Id"\]\}/g, '{"Ref":"$1"}')
      .replaceAll(/"left-out:(\w+)"/g, '{"Fn::GetAtt":["$1","Arn"]}')
    expect(JSON.parse(undone)).toEqual({
      ...JSON.parse(JSON.stringify(template)),
      Resources: Object.fromEntries(
        Object.entries(JSON.parse(JSON.stringify(template.Resources))).filter(([id]) => id in fitted.Resources),
      ),
    })
  })
})

it('whoever is granted to send messages may send batches of them, and nobody else', () => {
  const policies = templates.flatMap(([, template]) =>
    Object.values(fitTemplate(template).Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy'),
  )
  const actions = policies.flatMap(({ Properties }) => {
    const { Statement } = (Properties as { PolicyDocument: { Statement: { Action: string | string[] }[] } })
      .PolicyDocument
    return Statement.map(({ Action }) => [Action].flat())
  })
  const sending = actions.filter((each) => each.includes('sqs:SendMessage'))
  expect(sending.length).toBeGreaterThan(0)
  expect(actions.filter((each) => each.includes('sqs:SendMessageBatch'))).toEqual(sending)
})
