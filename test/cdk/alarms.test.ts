import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alarmDecisionFor } from '../../cdk/alarms.ts'
import { type MetricName, metricCatalogue, metricNamespace } from '../../lib/contract/metrics.ts'
import { defaultRoute, routes } from '../../lib/contract/routes.ts'
import { queueWorkers, scheduledWorkers } from '../../lib/contract/workers.ts'
import { ofType, synthesise } from './support.ts'

const templates = synthesise('prod')
const alarms = Object.values(templates).flatMap((template) => ofType(template, 'AWS::CloudWatch::Alarm'))
const named = (name: string) => alarms.filter(({ Properties }) => Properties.AlarmName === name)
const names = (entries: readonly { name: string }[]) => [...new Set(entries.map(({ name }) => name))]
const wanted = (name: string) => ('impact' in alarmDecisionFor(name) ? 1 : 0)

/** The metrics of an alarm, alone or within an expression. */
function metricsOf({ Properties }: (typeof alarms)[number]): { Namespace: string; MetricName: string }[] {
  const { Metrics = [], Namespace, MetricName } = Properties
  return MetricName === undefined
    ? Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: unknown } }) => MetricStat?.Metric ?? [])
    : [{ Namespace, MetricName }]
}

describe('a function', () => {
  it('without a decision on its alarm cannot be synthesised', () => {
    expect(() => alarmDecisionFor('count-sheep')).toThrow(/cdk\/alarms\.ts/)
  })

  it.each(names([...routes, defaultRoute]))('%s rings when its requests fail, unless it is said why not', (name) => {
    expect(named(`prod-${name}-endpoint-5xx`)).toHaveLength(wanted(name))
  })

  it.each(names(queueWorkers))('%s rings for dead letters and for messages that wait, unless…', (name) => {
    expect(named(`prod-${name}-dead-letters`)).toHaveLength(wanted(name))
    expect(named(`prod-${name}-queue-age`)).toHaveLength(wanted(name))
  })

  it.each(names(scheduledWorkers))('%s rings for dead letters and errors, unless…', (name) => {
    expect(named(`prod-${name}-dead-letters`)).toHaveLength(wanted(name))
    expect(named(`prod-${name}-function-errors`)).toHaveLength(wanted(name))
  })

  it('that students wait for has its alarm', () => {
    const waitedFor = ['start-quiz', 'answer-question', 'generate-questions', 'store-interactions', 'run-night']
    expect(waitedFor.map(wanted)).toEqual(waitedFor.map(() => 1))
  })
})

describe('the stage', () => {
  it.each([
    ['api-5xx', 1],
    ['answer-p99', 1_500],
    ['generation-failures', 20],
    ['generation-fallback', 50],
    ['night-not-completed', 1],
    ['throttles', 10],
    ['redis-away', 20],
    ['mongodb-failures', 20],
  ])('rings for %s, from %d on', (section, threshold) => {
    const [alarm] = named(`prod-${section}`)
    expect(alarm?.Properties.Threshold).toBe(threshold)
  })

  it('is not asleep when the night does not come: silence rings', () => {
    expect(named('prod-night-not-completed')[0]?.Properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })
})

describe('an alarm', () => {
  const runbook = readFileSync('docs/runbook.md', 'utf8')
  const anchors = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) => anchorOf(title))

  it.each(alarms.map((alarm) => [alarm.Properties.AlarmName, alarm] as const))(
    '%s says its impact, and its section of the runbook',
    (_, { Properties }) => {
      const [, impact = '', anchor = ''] =
        /^(.{20,}\.) What to do: docs\/runbook\.md#([a-z0-9-]+)$/.exec(Properties.AlarmDescription) ?? []
      expect(impact).not.toBe('')
      expect(anchors).toContain(anchor)
    },
  )

  it('tells the topic of whoever is on duty, when it rings and when it stops', () => {
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toHaveLength(1)
      expect(Properties.OKActions).toEqual(Properties.AlarmActions)
    }
    const [policy] = ofType(templates.stateful, 'AWS::SNS::TopicPolicy')
    expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    )
    const { stateful } = synthesise('prod', { alarmEmails: 'duty@school.example' })
    expect(ofType(stateful, 'AWS::SNS::Subscription').map(({ Properties }) => Properties.Endpoint)).toEqual([
      'duty@school.example',
    ])
  })

  it('has a section for each kind, and the runbook none for alarms that there are not', () => {
    const used = new Set(alarms.map(({ Properties }) => Properties.AlarmDescription.split('#').at(-1)))
    expect(anchors.filter((anchor) => !used.has(anchor))).toEqual(['redriving'])
  })

  it('looks at metrics of the catalogue alone, where they are our own', () => {
    const own = alarms.flatMap(metricsOf).filter(({ Namespace }) => Namespace === metricNamespace('prod'))
    expect(own.length).toBeGreaterThan(5)
    for (const { MetricName } of own) expect(metricCatalogue).toHaveProperty(MetricName)
  })
})

/** As GitHub makes them. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-')
}

describe('the dashboard', () => {
  const [dashboard] = ofType(templates.observability, 'AWS::CloudWatch::Dashboard')
  const body = JSON.stringify(dashboard?.Properties.DashboardBody)

  it.each(Object.keys(metricCatalogue) as MetricName[])('shows %s', (name) => {
    expect(body).toContain(name)
  })

  it.each(queueWorkers.map(({ queue }) => queue))('shows the backlog of %s against its cap', (queue) => {
    expect(body).toContain(`${queue}: backlog`)
  })

  it('shows memory and concurrency of the functions, and what Atlas and Upstash report', () => {
    for (const shown of [
      '@maxMemoryUsed',
      'ConcurrentExecutions',
      'RedisMemoryBytes',
      'AtlasCpuPercent',
      'AtlasConnections',
    ]) {
      expect(body).toContain(shown)
    }
  })
})
