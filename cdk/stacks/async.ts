/** What runs without a request: the queues' workers, and what the clock or an event wakes. */
import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { queueWorkers, scheduledWorkers } from '../../lib/contract/workers.ts'
import { alarmDecisionFor } from '../alarms.ts'
import type { FunctionSettings } from '../constructs/platform-function.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import { ScheduledFunction } from '../constructs/scheduled-function.ts'
import { pascalCase } from '../pascal-case.ts'
import type { StatefulStack } from './stateful.ts'

export class AsyncStack extends Stack {
  constructor(scope: Construct, settings: FunctionSettings, stateful: StatefulStack) {
    super(scope, `${settings.stage.name}-async`)
    for (const worker of queueWorkers) {
      const { name, queue } = worker
      const alarm = alarmDecisionFor(name)
      new QueueWorker(this, pascalCase(name), { ...worker, settings, alarm, source: stateful.workQueue(queue) })
    }
    for (const worker of scheduledWorkers) {
      const alarm = alarmDecisionFor(worker.name)
      new ScheduledFunction(this, pascalCase(worker.name), { ...worker, settings, alarm, bus: stateful.bus })
    }
  }
}
