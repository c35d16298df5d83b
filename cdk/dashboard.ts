/** One page, top to bottom as a fault travels: what students notice, the stores, the queues, the model, the night. */
import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  Metric,
  Row,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { metricNamespace } from '../lib/contract/metrics.ts'
import { defaultRoute, routes } from '../lib/contract/routes.ts'
import { queueWorkers, scheduledWorkers } from '../lib/contract/workers.ts'
import { ownMetric, ownMetrics, ownShare, type PlainMetricName } from './own-metric.ts'
import type { StatefulStack } from './stacks/stateful.ts'
import type { Stage } from './stage.ts'

export type Shown = { stage: Stage; httpApi: HttpApi; stateful: StatefulStack; alarms: readonly Alarm[] }

const period = Duration.minutes(5)

export function addDashboard(scope: Construct, shown: Shown): Dashboard {
  const rows = [whatStudentsNotice, functions, stores, queues, generation, night].map((row) => row(shown))
  const status = new AlarmStatusWidget({
    title: 'Alarms of the stage',
    alarms: [...shown.alarms],
    width: 24,
    height: 3,
  })
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `${shown.stage.name}-adaptive-quiz`,
    defaultInterval: Duration.hours(12),
    widgets: [[status], ...rows.map((widgets) => [new Row(...widgets)])],
  })
}

const graph = (title: string, left: IMetric[], right: IMetric[] = [], width = 8) =>
  new GraphWidget({ title, left, right, width, height: 6, period })

function whatStudentsNotice({ stage, httpApi }: Shown): IWidget[] {
  const percentiles = (name: PlainMetricName) =>
    ['p50', 'p95', 'p99'].map((statistic) =>
      ownMetric(stage, name, { statistic, period, label: `${name} ${statistic}` }),
    )
  return [
    graph(
      'Requests',
      [httpApi.metricCount({ statistic: 'Sum' })],
      [httpApi.metricServerError(), httpApi.metricClientError()],
    ),
    graph('Answering, ms', percentiles('AnswerLatency')),
    graph('Starting, ms', percentiles('StartLatency')),
  ]
}

const functionNames = (stage: Stage) =>
  [...new Set([...queueWorkers, ...scheduledWorkers, ...routes, defaultRoute].map(({ name }) => name))].map(
    (name) => `${stage.name}-${name}`,
  )

/** One line for each of the stage's functions. */
const perFunction = (stage: Stage, metricName: string, statistic: string) =>
  new MathExpression({
    expression: `SEARCH('{AWS/Lambda,FunctionName} MetricName="${metricName}" FunctionName="${stage.name}-"', '${statistic}', 300)`,
    label: '',
    period,
    usingMetrics: {},
  })

function functions({ stage }: Shown): IWidget[] {
  return [
    graph('Concurrent executions', [perFunction(stage, 'ConcurrentExecutions', 'Maximum')]),
    graph('Throttles and errors', [perFunction(stage, 'Throttles', 'Sum')], [perFunction(stage, 'Errors', 'Sum')]),
    new LogQueryWidget({
      title: 'Memory: the most that each function used, of what it has (MB)',
      // A query takes 50 log groups at most: the workers first.
      logGroupNames: functionNames(stage)
        .slice(0, 50)
        .map((name) => `/aws/lambda/${name}`),
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        'filter @type = "REPORT"',
        'stats max(@maxMemoryUsed / 1000000) as used, max(@memorySize / 1000000) as has by @log',
        'sort used desc',
      ],
      width: 8,
      height: 6,
    }),
  ]
}

/** Put there from Atlas and Upstash, as docs/operations.md says. */
const fromOutside = (stage: Stage, metricName: string, statistic = 'Maximum') =>
  new Metric({ namespace: `${metricNamespace(stage.name)}/Stores`, metricName, statistic, period })

function stores({ stage }: Shown): IWidget[] {
  const own = (name: PlainMetricName, statistic: string) =>
    ownMetric(stage, name, { statistic, period, label: `${name} ${statistic}` })
  return [
    graph(
      'MongoDB and Redis, ms an operation',
      [own('MongoDbLatency', 'p50'), own('MongoDbLatency', 'p99')],
      [own('RedisLatency', 'p50'), own('RedisLatency', 'p99')],
      6,
    ),
    graph(
      'Redis: misses, rebuilds, failures; MongoDB: failures',
      [own('RedisMisses', 'Sum'), own('RedisRebuilds', 'Sum')],
      [own('RedisFailures', 'Sum'), own('MongoDbFailures', 'Sum')],
      6,
    ),
    graph('Redis: memory in use, bytes', [fromOutside(stage, 'RedisMemoryBytes')], [], 6),
    graph(
      'Atlas: processor %, connections',
      [fromOutside(stage, 'AtlasCpuPercent')],
      [fromOutside(stage, 'AtlasConnections')],
      6,
    ),
  ]
}

function queues({ stage, stateful }: Shown): IWidget[] {
  return queueWorkers.map(({ name, queue, maxConcurrency }) => {
    const { queue: source, deadLetterQueue } = stateful.workQueue(queue)
    const cap = stage.concurrencyCaps[name] ?? maxConcurrency
    const dimensionsMap = { FunctionName: `${stage.name}-${name}` }
    const running = { namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', dimensionsMap, statistic: 'Maximum' }
    return new GraphWidget({
      title: `${queue}: backlog against the worker’s cap of ${cap}`,
      left: [
        source.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period, label: 'waiting' }),
        deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period, label: 'dead' }),
      ],
      right: [new Metric({ ...running, period, label: 'batches at work' })],
      rightAnnotations: [{ value: cap, label: 'cap' }],
      width: 8,
      height: 6,
    })
  })
}

function generation({ stage }: Shown): IWidget[] {
  const sum = { statistic: 'Sum', period }
  const hour = Duration.hours(1)
  return [
    graph(
      'Questions, and jobs that failed or fell back, %',
      [ownMetric(stage, 'QuestionsGenerated', sum)],
      [
        ownShare(stage, 'GenerationFailures', 'GenerationJobs', hour, 1),
        ownShare(stage, 'GenerationFallbacks', 'GenerationJobs', hour, 1),
      ],
      6,
    ),
    graph('Candidates refused, by rule', [ownMetrics(stage, 'ValidatorRejections', sum)], [], 6),
    graph(
      'Model: ms a call (p95); throttles, failures',
      [ownMetrics(stage, 'ModelLatency', { statistic: 'p95', period })],
      [ownMetrics(stage, 'ModelThrottles', sum), ownMetrics(stage, 'ModelFailures', sum)],
      6,
    ),
    graph(
      'Model: tokens; US dollars',
      [ownMetrics(stage, 'ModelInputTokens', sum), ownMetrics(stage, 'ModelOutputTokens', sum)],
      [ownMetrics(stage, 'ModelCost', sum)],
      6,
    ),
  ]
}

function night({ stage }: Shown): IWidget[] {
  return [
    graph('Nights completed', [ownMetric(stage, 'NightsCompleted', { statistic: 'Sum', period: Duration.days(1) })]),
    graph('Stages of the night, ms', [ownMetrics(stage, 'NightStageLatency', { statistic: 'Maximum', period })]),
    graph('Code answers: analysis, ms', [
      ownMetric(stage, 'AnalysisLatency', { statistic: 'p50', period, label: 'p50' }),
      ownMetric(stage, 'AnalysisLatency', { statistic: 'p99', period, label: 'p99' }),
    ]),
    new TextWidget({ markdown: `What to do when an alarm rings: ${stage.runbookUrl}`, width: 24, height: 1 }),
  ]
}
