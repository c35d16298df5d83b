/** A queue for one worker, its dead-letter queue, and the events of the bus that are put into it. */
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { eventSource } from '../../lib/contract/events.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'

export interface WorkQueueProps {
  /** The queue's name on AWS; its dead-letter queue's ends in `-dlq`. */
  readonly queueName: string
  /** Seconds that one batch may take its worker. */
  readonly workerTimeout: number
  /** Deliveries before a message goes to the dead-letter queue. */
  readonly maxReceiveCount: number
  /** Where the events come from. */
  readonly bus: EventBus
  /**
   * Types of the events to take from the bus.
   * @default - none, the functions send by themselves
   */
  readonly events?: readonly string[] | undefined
  /**
   * How long a message waits for a worker.
   * @default - 4 days
   */
  readonly retention?: Duration
  /**
   * How long a failed message waits for somebody to look. SQS counts from the first sending, so it must be the longer.
   * @default - 14 days
   */
  readonly deadLetterRetention?: Duration
}

export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetterQueue: DeadLetterQueue

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id)
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetters', {
      queueName: `${props.queueName}-dlq`,
      retention: props.deadLetterRetention,
    })
    this.queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      retentionPeriod: props.retention ?? Duration.days(4),
      // What AWS asks of a queue that Lambda polls: docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * props.workerTimeout),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: props.maxReceiveCount },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    })
    if (props.events) {
      // Beside bus and queue, so that events are kept while the workers' stack is away.
      new Rule(this, 'Events', {
        eventBus: props.bus,
        eventPattern: { source: [eventSource], detailType: [...props.events] },
        targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetterQueue })],
      })
    }
    new CfnOutput(Stack.of(this), `${id}QueueUrl`, { value: this.queue.queueUrl })
    new CfnOutput(Stack.of(this), `${id}DlqUrl`, { value: this.deadLetterQueue.queueUrl })
  }
}
