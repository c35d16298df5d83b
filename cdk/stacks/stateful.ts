/** What must outlive every deployment: the exports, the stores' secret, the bus, and the queues with what waits in them. */
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { queueWorkers } from '../../lib/contract/workers.ts'
import { WorkQueue } from '../constructs/work-queue.ts'
import { pascalCase } from '../pascal-case.ts'
import type { Stage } from '../stage.ts'

export class StatefulStack extends Stack {
  readonly bus: EventBus
  readonly exportBucket: Bucket
  readonly stores: Secret
  private readonly queues: ReadonlyMap<string, WorkQueue>

  constructor(scope: Construct, stage: Stage) {
    super(scope, `${stage.name}-stateful`)
    const removalPolicy = stage.name === 'local' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN

    this.bus = new EventBus(this, 'Bus', { eventBusName: `${stage.name}-bus` })
    this.exportBucket = new Bucket(this, 'Exports', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, removalPolicy })
    this.stores = new Secret(this, 'Stores', {
      secretName: `${stage.name}/stores`,
      description:
        '{mongodbUri, redisRestUrl, redisRestToken, openaiApiKey?}; the value is set by hand, never by a deployment',
      removalPolicy,
    })
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

  /** The queue of that name in the table of workers. */
  queue(name: string) {
    const found = this.queues.get(name)
    if (!found) throw new Error(`No worker has a queue ${name}`)
    return found.queue
  }
}
