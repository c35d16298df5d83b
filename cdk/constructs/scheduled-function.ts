/** A function that EventBridge wakes: by the clock, and by events of the bus. */
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { type EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { eventSource } from '../../lib/contract/events.ts'
import { pascalCase } from '../pascal-case.ts'
import { type FunctionSettings, PlatformFunction } from './platform-function.ts'

export interface ScheduledFunctionProps {
  readonly settings: FunctionSettings
  readonly bus: EventBus
  /** verb-noun; the function's name on AWS is `<stage>-<name>`, its dead-letter queue's `<stage>-<name>-dlq`. */
  readonly name: string
  /** Path of the entry from the project's root. */
  readonly handler: string
  /** EventBridge schedule expression, UTC. */
  readonly schedule: string
  /** Seconds, 900 at most. */
  readonly timeout: number
  /**
   * Types of the bus's events that wake it as well.
   * @default - none
   */
  readonly events?: readonly string[] | undefined
  /**
   * Megabytes.
   * @default 1024
   */
  readonly memorySize?: number
}

export class ScheduledFunction extends Construct {
  readonly fn: PlatformFunction
  /** Wake-ups that could not be delivered. */
  readonly deadLetterQueue: Queue

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id)
    this.fn = new PlatformFunction(this, 'Function', props)
    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      queueName: `${props.settings.stage.name}-${props.name}-dlq`,
      retentionPeriod: Duration.days(14),
    })
    const target = new LambdaFunction(this.fn, { deadLetterQueue: this.deadLetterQueue })
    new Rule(this, 'Schedule', { schedule: Schedule.expression(props.schedule), targets: [target] })
    if (props.events) {
      new Rule(this, 'Events', {
        eventBus: props.bus,
        eventPattern: { source: [eventSource], detailType: [...props.events] },
        targets: [target],
      })
    }
    new CfnOutput(Stack.of(this), `${pascalCase(props.name)}DlqUrl`, { value: this.deadLetterQueue.queueUrl })
  }
}
