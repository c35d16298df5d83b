/** A function that EventBridge wakes: by the clock, and by events of the bus. */
import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib'
import { type EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { Construct } from 'constructs'
import { eventSource } from '../../lib/contract/events.ts'
import type { AlarmDecision } from '../alarms.ts'
import { pascalCase } from '../pascal-case.ts'
import { addAlarm, alarmPeriod } from './add-alarm.ts'
import { alarmOnDeadLetters, DeadLetterQueue } from './dead-letter-queue.ts'
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
  /** Whether somebody is told when it fails or cannot be woken, and what to tell; or why not. */
  readonly alarm: AlarmDecision
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
  /** Wake-ups that could not be delivered, and those that failed each time they were tried. */
  readonly deadLetterQueue: DeadLetterQueue

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id)
    const { settings, name, alarm } = props
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters', {
      queueName: `${settings.stage.name}-${name}-dlq`,
    })
    this.fn = new PlatformFunction(this, 'Function', {
      ...props,
      onAsyncFailure: {
        onFailure: new SqsDestination(this.deadLetterQueue),
        retryAttempts: 2,
        maxEventAge: Duration.hours(1),
      },
    })
    Validations.of(this.fn).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'It has an on-failure destination, which also keeps why the event failed.',
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
    if ('impact' in alarm) {
      const { impact } = alarm
      alarmOnDeadLetters(this, this.deadLetterQueue, { settings, subject: name, impact })
      addAlarm(this, 'ErrorAlarm', {
        settings,
        subject: name,
        section: 'function-errors',
        impact,
        metric: this.fn.metricErrors({ period: alarmPeriod }),
        // A single one is tried again within minutes.
        threshold: 3,
      })
    }
    new CfnOutput(Stack.of(this), `${pascalCase(name)}DlqUrl`, { value: this.deadLetterQueue.queueUrl })
  }
}
