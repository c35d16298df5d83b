/**
 * What must outlive every deployment: the exports, the stores' secret, the bus, the queues with what waits in them, and
 * the topic that whoever is on duty listens to.
 */
import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { queueWorkers } from '../../lib/contract/workers.ts'
import { WorkQueue } from '../constructs/work-queue.ts'
import { pascalCase } from '../pascal-case.ts'
import type { Stage } from '../stage.ts'

export class StatefulStack extends Stack {
  readonly bus: EventBus
  readonly exportBucket: Bucket
  readonly stores: Secret
  readonly alarmTopic: Topic
  private readonly queues: ReadonlyMap<string, WorkQueue>

  constructor(scope: Construct, stage: Stage) {
    super(scope, `${stage.name}-stateful`)
    const removalPolicy = stage.name === 'local' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN

    this.bus = new EventBus(this, 'Bus', { eventBusName: `${stage.name}-bus` })
    this.exportBucket = new Bucket(this, 'Exports', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy,
    })
    Validations.of(this.exportBucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Only the night writes here and admins read through signed links, both of which the functions log.',
    })
    this.stores = new Secret(this, 'Stores', {
      secretName: `${stage.name}/stores`,
      description:
        '{mongodbUri, redisRestUrl, redisRestToken, openaiApiKey?}; the value is set by hand, never by a deployment',
      removalPolicy,
    })
    Validations.of(this.stores).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Its parts are issued by Atlas and Upstash, not by AWS: rotated by hand, see docs/operations.md.',
    })
    this.alarmTopic = new Topic(this, 'Alarms', { topicName: `${stage.name}-alarms`, enforceSSL: true })
    // The policy that asks for TLS takes the place of the one by which the account's own alarms may publish.
    this.alarmTopic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        resources: [this.alarmTopic.topicArn],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    )
    for (const email of stage.alarmEmails) this.alarmTopic.addSubscription(new EmailSubscription(email))
    this.queues = new Map(
      queueWorkers.map(({ queue, timeout, maxReceiveCount, events }) => [
        queue,
        new WorkQueue(this, pascalCase(queue), {
          queueName: `${stage.name}-${queue}`,
          workerTimeout: timeout,
          maxReceiveCount,
          bus: this.bus,
          events,
        }),
      ]),
    )

    new CfnOutput(this, 'BusName', { value: this.bus.eventBusName })
    new CfnOutput(this, 'ExportBucketName', { value: this.exportBucket.bucketName })
    new CfnOutput(this, 'SecretArn', { value: this.stores.secretArn })
  }

  /** The queue of that name in the table of workers, with its dead letters. */
  workQueue(name: string): WorkQueue {
    const found = this.queues.get(name)
    if (!found) throw new Error(`No worker has a queue ${name}`)
    return found
  }

  /** The queue of that name in the table of workers. */
  queue(name: string) {
    return this.workQueue(name).queue
  }
}
