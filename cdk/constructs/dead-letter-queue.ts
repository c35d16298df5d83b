/** Where messages go that could not be done, kept for as long as SQS keeps anything. */
import { Duration, Validations } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { type AlarmSettings, addAlarm } from './add-alarm.ts'

export interface DeadLetterQueueProps {
  /** The queue's name on AWS. */
  readonly queueName: string
  /**
   * How long a message waits for somebody to look.
   * @default - 14 days, the most there is
   */
  readonly retention?: Duration | undefined
}

export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id, {
      queueName: props.queueName,
      retentionPeriod: props.retention ?? Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    })
    const reason = 'It is a dead-letter queue itself.'
    Validations.of(this).acknowledge({ id: 'AwsSolutions-SQS3', reason }, { id: 'Serverless-SQSRedrivePolicy', reason })
  }
}

/** One message is enough: nothing leaves a dead-letter queue by itself. */
export function alarmOnDeadLetters(
  scope: Construct,
  queue: Queue,
  { settings, subject, impact }: { settings: AlarmSettings; subject: string; impact: string },
): void {
  addAlarm(scope, 'DeadLetterAlarm', {
    settings,
    subject,
    section: 'dead-letters',
    impact,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: 1,
  })
}
