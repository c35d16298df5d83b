/** Takes a grant from a function's role for a while, as an operator's mistake would. */
import { GetRolePolicyCommand, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import { iam, lambda } from './stage.ts'

type Statement = { Action: string | string[] }

/** @returns what gives the role its grants back; @throws when it has none of that action */
export async function takeGrant(FunctionName: string, action: string): Promise<() => Promise<void>> {
  const { Role = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))
  const RoleName = Role.replace(/^.*\//, '')
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }))
  const [PolicyName = ''] = PolicyNames
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))
  const document = decodeURIComponent(PolicyDocument)
  const policy = JSON.parse(document) as { Statement: Statement[] }
  const left = policy.Statement.filter(({ Action }) => ![Action].flat().includes(action))
  if (left.length === policy.Statement.length) throw new Error(`${FunctionName} is not granted ${action}`)
  const put = (text: string) => iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: text }))
  await put(JSON.stringify({ ...policy, Statement: left }))
  await beginAnew(lambda, FunctionName)
  return async () => {
    await put(document)
    await beginAnew(lambda, FunctionName)
  }
}

/** A new configuration makes new execution environments, which remember no secret. */
async function beginAnew(client: LambdaClient, FunctionName: string): Promise<void> {
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }))
  const Variables = { ...Environment?.Variables, BEGUN_ANEW: crypto.randomUUID() }
  await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }))
}
