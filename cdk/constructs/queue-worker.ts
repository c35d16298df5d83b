/** A function that takes batches from a queue and reports the messages that it could not do, so that only those return. */
import { Duration } from 'aws-cdk-lib'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type FunctionSettings, PlatformFunction } from './platform-function.ts'

export interface QueueWorkerProps {
  readonly settings: FunctionSettings
  readonly queue: IQueue
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
  /**
   * Megabytes.
   * @default 1024
   */
  readonly memorySize?: number
}

export class QueueWorker extends Construct {
  readonly fn: PlatformFunction

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id)
    this.fn = new PlatformFunction(this, 'Function', props)
    this.fn.addEventSource(
      new SqsEventSource(props.queue, {
        batchSize: props.batchSize,
        maxBatchingWindow: Duration.seconds(props.batchingWindow),
        maxConcurrency: props.maxConcurrency,
        reportBatchItemFailures: true,
      }),
    )
  }
}
