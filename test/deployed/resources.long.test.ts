/** What was deployed is what goes to AWS, but for what the emulator cannot create; and that, it really cannot. */
import { basename } from 'node:path'
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readTemplate, replaceReferences, templatesIn } from '../../tools/test-long/deployed/fit-templates.ts'
import { isLeftOut, leftOut, type TemplateResource } from '../../tools/test-long/deployed/left-out.ts'
import { cloudFormation, stage } from './stage.ts'

const templates = templatesIn(stage.templates).map((file) => ({
  stack: basename(file, '.template.json'),
  resources: readTemplate(file).Resources,
}))
const resources = templates.flatMap((template) => Object.values(template.resources))

async function createdIn(stack: string): Promise<string[]> {
  const created: string[] = []
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client: cloudFormation },
    { StackName: stack },
  )) {
    for (const { LogicalResourceId, ResourceType, ResourceStatus } of StackResourceSummaries) {
      expect(ResourceStatus).toMatch(/^(CREATE|UPDATE)_COMPLETE$/)
      created.push(`${ResourceType} ${LogicalResourceId}`)
    }
  }
  return created.toSorted()
}

test('the stage has its four stacks', () => {
  expect(templates.map(({ stack }) => stack)).toEqual(['prod-api', 'prod-async', 'prod-observability', 'prod-stateful'])
})

test.each(templates)('$stack has every resource of its template that is not on the list', async (template) => {
  const expected = Object.entries(template.resources).filter(([, resource]) => !isLeftOut(resource))
  expect(await createdIn(template.stack)).toEqual(expected.map(([id, { Type }]) => `${Type} ${id}`).toSorted())
})

/** By itself, with words in the place of what it refers to. @returns why it was not created; null when it was */
async function refusalOf({ Type, Properties }: TemplateResource): Promise<string | null> {
  const StackName = `alone-${crypto.randomUUID()}`
  const Alone = { Type, Properties: replaceReferences(Properties, ({ id }) => id) }
  const TemplateBody = JSON.stringify({ Resources: { Alone } })
  try {
    await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody }))
  } catch (error) {
    return String(error)
  }
  onTestFinished(async () => {
    await cloudFormation.send(new DeleteStackCommand({ StackName }))
  })
  const status = await vi.waitFor(
    async () => {
      const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }))
      expect(Stacks[0]?.StackStatus).not.toMatch(/IN_PROGRESS$/)
      return Stacks[0]?.StackStatus
    },
    { timeout: 30_000, interval: 100 },
  )
  if (status === 'CREATE_COMPLETE') return null
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }))
  const failed = StackEvents.find((event) => event.ResourceStatus === 'CREATE_FAILED' && event.ResourceType === Type)
  return failed?.ResourceStatusReason ?? `no reason, ${status}`
}

describe('the list of what is left out', () => {
  test.each(leftOut)('$type: it is in the templates, and the emulator refuses it', async ({ type, having }) => {
    const example = resources.find(
      ({ Type, Properties = {} }) => Type === type && (having === undefined || having in Properties),
    )
    expect(example, 'is on the list for nothing').toBeDefined()
    expect(await refusalOf(example!)).toMatch(/metric math.* is not supported|Unrecognized resource type/)
  })

  test('is held against what can be created: an alarm on one metric', async () => {
    const ordinary = resources.find((resource) => resource.Type === 'AWS::CloudWatch::Alarm' && !isLeftOut(resource))
    expect(await refusalOf(ordinary!)).toBeNull()
  })
})
