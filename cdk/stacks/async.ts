/** What runs without a request: the queues' workers, and what the clock or an event wakes. */
import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { queueWorkers, scheduledWorkers } from '../../lib/contract/workers.ts'
import type { FunctionSettings } from '../constructs/platform-function.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import { ScheduledFunction } from '../constructs/scheduled-function.ts'
import { pascalCase } from '../pascal-case.ts'
import type { StatefulStack } from './stateful.ts'

export class AsyncStack extends Stack {
  constructor(scope: Construct, settings: FunctionSettings, stateful: StatefulStack) {
    super(scope, `${settings.stage.name}-async`)
    for (const worker of queueWorkers) {
      new QueueWorker(this, pascalCase(worker.name), { ...worker, settings, queue: stateful.queue(worker.queue) })
    }
    for (const worker of scheduledWorkers) {
      new ScheduledFunction(this, pascalCase(worker.name), { ...worker, settings, bus: stateful.bus })
    }
  }
}
