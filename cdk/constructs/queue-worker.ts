/** A function that takes batches from a queue and reports the messages that it could not do, so that only those return. */
import { Duration, Validations } from 'aws-cdk-lib'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Construct } from 'constructs'
import type { AlarmDecision } from '../alarms.ts'
import { addAlarm, alarmPeriod } from './add-alarm.ts'
import { alarmOnDeadLetters } from './dead-letter-queue.ts'
import { type FunctionSettings, PlatformFunction } from './platform-function.ts'
import type { WorkQueue } from './work-queue.ts'

export interface QueueWorkerProps {
  readonly settings: FunctionSettings
  /** Where the messages come from, and where those go that cannot be done. */
  readonly source: WorkQueue
  /** verb-noun; the function's name on AWS is `<stage>-<name>`. */
  readonly name: string
  /** Path of the entry from the project's root. */
  readonly handler: string
  /** Seconds that one batch may take. */
  readonly timeout: number
  /** Messages a batch; more than 10 need a batching window of a second. */
  readonly batchSize: number
  /** Seconds to wait for a batch to fill. */
  readonly batchingWindow: number
  /** Batches at the same time, 2 or more. */
  readonly maxConcurrency: number
  /** Whether somebody is told of dead letters and of messages that wait too long, and what to tell; or why not. */
  readonly alarm: AlarmDecision
  /**
   * Seconds that a message may wait before somebody is told.
   * @default 300
   */
  readonly longestWait?: number
  /**
   * Megabytes.
   * @default 1024
   */
  readonly memorySize?: number
}

/**
 * More than the mapping ever asks for: where a function refuses a batch for want of concurrency, its messages age towards
 * the dead-letter queue undone.
 */
const spareExecutions = 2

export class QueueWorker extends Construct {
  readonly fn: PlatformFunction

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id)
    const { settings, source, name, alarm } = props
    const { stage } = settings
    const maxConcurrency = stage.concurrencyCaps[name] ?? props.maxConcurrency
    this.fn = new PlatformFunction(this, 'Function', {
      ...props,
      reservedConcurrency: stage.reserveConcurrency ? maxConcurrency + spareExecutions : undefined,
    })
    this.fn.addEventSource(
      new SqsEventSource(source.queue, {
        batchSize: props.batchSize,
        maxBatchingWindow: Duration.seconds(props.batchingWindow),
        maxConcurrency,
        reportBatchItemFailures: true,
      }),
    )
    const reason = 'Messages that fail go from the queue to its own dead-letter queue.'
    Validations.of(this).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason },
      { id: 'Serverless-LambdaAsyncFailureDestination', reason },
      { id: 'Serverless-LambdaEventSourceMappingDestination', reason },
    )
    if ('impact' in alarm) {
      const { impact } = alarm
      alarmOnDeadLetters(this, source.deadLetterQueue, { settings, subject: name, impact })
      addAlarm(this, 'AgeAlarm', {
        settings,
        subject: name,
        section: 'queue-age',
        impact,
        metric: source.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum' }),
        threshold: props.longestWait ?? 300,
        periods: [2, 2],
      })
    }
  }
}
