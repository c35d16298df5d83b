/** A function of the platform: named, on Node 24 and Graviton, with the stage's variables and just the access it needs. */
import { Duration } from 'aws-cdk-lib'
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { Stage } from '../stage.ts'

/** What all functions of a stage share. */
export interface FunctionSettings {
  readonly stage: Stage
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
  readonly description?: string | undefined
}

export class PlatformFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    const { settings } = props
    super(scope, id, {
      functionName: `${settings.stage.name}-${props.name}`,
      code: settings.codeOf(props.handler),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      environment: settings.environment,
      timeout: Duration.seconds(props.timeout),
      memorySize: props.memorySize ?? 1024,
      ...(props.description ? { description: props.description } : {}),
    })
    settings.grantUses(this, props.name)
  }
}
