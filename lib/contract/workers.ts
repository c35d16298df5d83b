/** The functions that no HTTP request calls: queue consumers and what EventBridge wakes. CDK and the local host read it. */
import { interactionTypeSchema, nightCompletedType, nightRequestedType } from './events.ts'

export type QueueWorker = {
  name: string
  handler: `functions/queue/${string}.ts`
  /** The queue's name on AWS is `<stage>-<queue>`, its dead-letter queue's `<stage>-<queue>-dlq`. */
  queue: string
  batchSize: number
  /** Longest wait for a batch to fill, seconds. */
  batchingWindow: number
  /** Batches worked on at the same time; the least that SQS event sources allow is 2. */
  maxConcurrency: number
  /** Seconds one batch may take; the queue's visibility timeout is six times as long. */
  timeout: number
  /** Deliveries before a message goes to the dead-letter queue. */
  maxReceiveCount: number
  /** Megabytes, where it is not what every function has. */
  memorySize?: number
  /** Event types of the bus that are put into this queue. */
  events?: readonly string[]
}

export type ScheduledWorker = {
  name: string
  handler: `functions/schedule/${string}.ts`
  /** EventBridge schedule expression, UTC. */
  schedule: string
  timeout: number
  /** Event types of the bus that wake it as well. */
  events?: readonly string[]
}

export const queueWorkers: readonly QueueWorker[] = [
  {
    name: 'generate-questions',
    handler: 'functions/queue/generate-questions.ts',
    queue: 'generate-questions',
    batchSize: 1,
    batchingWindow: 0,
    maxConcurrency: 10,
    timeout: 60,
    maxReceiveCount: 5,
  },
  {
    name: 'check-code',
    handler: 'functions/queue/check-code.ts',
    queue: 'check-code',
    batchSize: 5,
    batchingWindow: 0,
    maxConcurrency: 20,
    timeout: 15,
    // A whole processor: the grading thread's second of time must mean much more than any program needs.
    memorySize: 1_769,
    // Tried three times within the five minutes after which an answer is given up.
    maxReceiveCount: 3,
  },
  {
    name: 'store-interactions',
    handler: 'functions/queue/store-interactions.ts',
    queue: 'interactions',
    batchSize: 100,
    batchingWindow: 1,
    maxConcurrency: 5,
    timeout: 30,
    maxReceiveCount: 5,
    events: interactionTypeSchema.options,
  },
  {
    name: 'work-night',
    handler: 'functions/queue/work-night.ts',
    queue: 'night',
    batchSize: 1,
    batchingWindow: 0,
    maxConcurrency: 2,
    timeout: 900,
    maxReceiveCount: 3,
  },
  {
    name: 'fine-tune',
    handler: 'functions/queue/fine-tune.ts',
    queue: 'fine-tuning',
    batchSize: 1,
    batchingWindow: 0,
    maxConcurrency: 2,
    timeout: 900,
    maxReceiveCount: 3,
    events: [nightCompletedType],
  },
]

export const scheduledWorkers: readonly ScheduledWorker[] = [
  {
    name: 'sweep-quizzes',
    handler: 'functions/schedule/sweep-quizzes.ts',
    schedule: 'rate(1 minute)',
    timeout: 60,
  },
  {
    name: 'run-night',
    handler: 'functions/schedule/run-night.ts',
    schedule: 'cron(15 3 * * ? *)',
    timeout: 900,
    events: [nightRequestedType],
  },
]
