/**
 * A function of the platform: named, on Node 24 and Graviton, with the stage's variables, a log group that forgets, and a
 * role of its own with just the access it needs.
 */
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type Code,
  type EventInvokeConfigOptions,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { AlarmSettings } from './add-alarm.ts'

/** What all functions of a stage share. */
export interface FunctionSettings extends AlarmSettings {
  readonly environment: Record<string, string>
  /** The artefact of a handler, which is named by its path from the project's root. */
  readonly codeOf: (handler: string) => Code
  /** Grants what the function of that name uses. */
  readonly grantUses: (fn: LambdaFunction, name: string) => void
}

export interface PlatformFunctionProps {
  readonly settings: FunctionSettings
  /** verb-noun; the function's name on AWS is `<stage>-<name>`. */
  readonly name: string
  /** Path of the entry from the project's root; it exports `handler`. */
  readonly handler: string
  /** Seconds. */
  readonly timeout: number
  /**
   * Megabytes; processor time comes in proportion, a whole processor at 1,769.
   * @default 1024
   */
  readonly memorySize?: number
  /** @default - none */
  readonly description?: string | undefined
  /**
   * Executions at the same time that are set aside for this function, and its most.
   * @default - none of its own, it shares the account's
   */
  readonly reservedConcurrency?: number | undefined
  /**
   * What becomes of events that are handed over without waiting (EventBridge does that) and fail.
   * @default - nobody hands over such events
   */
  readonly onAsyncFailure?: EventInvokeConfigOptions
}

export class PlatformFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    const { settings } = props
    const functionName = `${settings.stage.name}-${props.name}`
    const logGroup = new LogGroup(scope, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: settings.stage.logRetentionDays,
      removalPolicy: settings.stage.name === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    // Instead of the role that CDK makes, whose managed policy opens every log group of the account.
    const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(role)
    super(scope, id, {
      functionName,
      role,
      logGroup,
      code: settings.codeOf(props.handler),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      tracing: Tracing.ACTIVE,
      environment: settings.environment,
      timeout: Duration.seconds(props.timeout),
      memorySize: props.memorySize ?? 1024,
      ...(props.reservedConcurrency ? { reservedConcurrentExecutions: props.reservedConcurrency } : {}),
      ...(props.description ? { description: props.description } : {}),
      ...props.onAsyncFailure,
    })
    settings.grantUses(this, props.name)
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources; nothing else is granted on all.',
    })
  }
}
