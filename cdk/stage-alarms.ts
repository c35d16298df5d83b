/** The alarms that are about the stage as a whole, not about one function. */
import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { type Alarm, ComparisonOperator, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { type AddAlarmProps, type AlarmSettings, addAlarm, alarmPeriod } from './constructs/add-alarm.ts'
import { ownMetric, ownShare } from './own-metric.ts'
import { pascalCase } from './pascal-case.ts'

export function addStageAlarms(scope: Construct, settings: AlarmSettings, httpApi: HttpApi): readonly Alarm[] {
  const { stage } = settings
  const hour = Duration.hours(1)
  const alarms: readonly Omit<AddAlarmProps, 'settings'>[] = [
    {
      section: 'api-5xx',
      impact: 'One request in a hundred fails, whichever it is.',
      metric: new MathExpression({
        expression: 'IF(failures > 5, 100 * failures / requests, 0)',
        label: 'requests that fail, %',
        period: alarmPeriod,
        usingMetrics: {
          failures: httpApi.metricServerError({ period: alarmPeriod }),
          requests: httpApi.metricCount({ period: alarmPeriod, statistic: 'Sum' }),
        },
      }),
      threshold: 1,
      periods: [2, 3],
    },
    {
      section: 'answer-p99',
      impact: 'One answer in a hundred takes more than a second and a half: quizzes feel slow.',
      metric: ownMetric(stage, 'AnswerLatency', { statistic: 'p99', period: alarmPeriod }),
      threshold: 1_500,
      periods: [3, 5],
    },
    {
      section: 'generation-failures',
      impact: 'One generation job in five brings no question: students get the vetted bank instead.',
      metric: ownShare(stage, 'GenerationFailures', 'GenerationJobs', hour, 10),
      threshold: 20,
    },
    {
      section: 'generation-fallback',
      impact: 'Half of the generation jobs leave questions to the vetted bank: quizzes are less personal, and repeat.',
      metric: ownShare(stage, 'GenerationFallbacks', 'GenerationJobs', hour, 10),
      threshold: 50,
      periods: [2, 3],
    },
    {
      section: 'night-not-completed',
      impact: 'No night has come to its end for a day: no figures, no calibration, no exports.',
      metric: ownMetric(stage, 'NightsCompleted', { statistic: 'Sum', period: hour }),
      threshold: 1,
      // A day, and two hours for the night itself.
      periods: [26, 26],
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      missingIsBreaching: true,
    },
    {
      section: 'throttles',
      impact: 'AWS refuses to run functions for want of concurrency: requests fail, queues grow.',
      // Without dimensions: of every function in the account and region.
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum', period: alarmPeriod }),
      threshold: 10,
      periods: [2, 3],
    },
    {
      section: 'redis-away',
      impact: 'Quizzes go on from MongoDB, more slowly, and nobody is held to the rate limits.',
      metric: ownMetric(stage, 'RedisFailures', { statistic: 'Sum', period: alarmPeriod }),
      threshold: 20,
      periods: [2, 2],
    },
    {
      section: 'mongodb-failures',
      impact: 'Answers and starts are tried again or refused with 503: an election, or MongoDB is away.',
      metric: ownMetric(stage, 'MongoDbFailures', { statistic: 'Sum', period: alarmPeriod }),
      threshold: 20,
      periods: [2, 2],
    },
  ]
  return alarms.flatMap((alarm) => addAlarm(scope, pascalCase(alarm.section), { settings, ...alarm }) ?? [])
}
