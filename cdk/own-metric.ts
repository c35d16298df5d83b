/** The platform's own metrics, as CloudWatch is asked for them: only what the catalogue has can be asked for. */
import type { Duration } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { type MetricName, metricCatalogue, metricNamespace, metricService } from '../lib/contract/metrics.ts'
import type { Stage } from './stage.ts'

/** Names of metrics that are kept apart by nothing but the service. */
export type PlainMetricName = {
  [N in MetricName]: [(typeof metricCatalogue)[N]['dimensions'][number]] extends [never] ? N : never
}[MetricName]

type Asking = { statistic: string; period: Duration; label?: string }

export const ownMetric = (stage: Stage, name: PlainMetricName, asking: Asking): Metric =>
  new Metric({
    namespace: metricNamespace(stage.name),
    metricName: name,
    dimensionsMap: { service: metricService },
    ...asking,
  })

/** One line for each value that the metric's own dimensions have taken; for dashboards: no alarm can search. */
export function ownMetrics(stage: Stage, name: Exclude<MetricName, PlainMetricName>, { statistic, period }: Asking) {
  const dimensions = ['service', ...metricCatalogue[name].dimensions].join(',')
  return new MathExpression({
    expression: `SEARCH('{${metricNamespace(stage.name)},${dimensions}} MetricName="${name}"', '${statistic}', ${period.toSeconds()})`,
    label: '',
    period,
    usingMetrics: {},
  })
}

/** Per cent that the first is of the second; 0 while there are fewer than `atLeast` of the second. */
export function ownShare(
  stage: Stage,
  part: PlainMetricName,
  whole: PlainMetricName,
  period: Duration,
  atLeast: number,
) {
  const asking = { statistic: 'Sum', period }
  // Ids are one set a graph, and begin in lower case.
  const [few, all] = [`sumOf${part}`, `sumOf${whole}`]
  return new MathExpression({
    expression: `IF(FILL(${all}, 0) >= ${atLeast}, 100 * FILL(${few}, 0) / ${all}, 0)`,
    label: `${part}, % of ${whole}`,
    period,
    usingMetrics: { [few]: ownMetric(stage, part, asking), [all]: ownMetric(stage, whole, asking) },
  })
}
