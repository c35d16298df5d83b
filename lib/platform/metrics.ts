/**
 * The functions' metrics, by the names of the catalogue: collected while an invocation runs and written once at its end,
 * as one line in CloudWatch's embedded metric format (EMF), which costs no call.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import { Metrics } from '@aws-lambda-powertools/metrics'
import {
  type MetricDefinition,
  type MetricName,
  metricCatalogue,
  metricNamespace,
  metricService,
} from '../contract/metrics.ts'
import { config } from './config.ts'
import { atInvocationEnd } from './invocation.ts'

type Catalogue = typeof metricCatalogue
type NamesOf<U extends MetricDefinition['unit']> = {
  [N in MetricName]: Catalogue[N]['unit'] extends U ? N : never
}[MetricName]
type DimensionOf<N extends MetricName> = Catalogue[N]['dimensions'][number]
/** A value for each dimension that the catalogue gives the metric. */
type Dimensions<N extends MetricName> = [DimensionOf<N>] extends [never] ? [] : [Record<DimensionOf<N>, string>]

export type CountMetricName = NamesOf<'Count'>
export type MeasureMetricName = Exclude<MetricName, CountMetricName>

let cached: Metrics | undefined

function metrics(): Metrics {
  if (!cached) {
    cached = new Metrics({ namespace: metricNamespace(config().STAGE), serviceName: metricService })
    atInvocationEnd(publishMetrics)
  }
  return cached
}

/** Counts what happened: `countMetric('GenerationJobs', 1)`, `countMetric('ModelThrottles', 1, { model })`. */
export function countMetric<N extends CountMetricName>(name: N, count: number, ...dimensions: Dimensions<N>): void {
  record(name, count, dimensions[0])
}

/** Records a quantity in the catalogue's unit, milliseconds or US dollars: `measureMetric('ModelCost', 0.002, { model })`. */
export function measureMetric<N extends MeasureMetricName>(name: N, value: number, ...dimensions: Dimensions<N>): void {
  record(name, value, dimensions[0])
}

/** Does the work and records how long it took, whatever came of it. */
export async function timed<N extends NamesOf<'Milliseconds'>, T>(
  name: N,
  work: () => Promise<T>,
  ...dimensions: Dimensions<N>
): Promise<T> {
  const start = performance.now()
  try {
    return await work()
  } finally {
    record(name, performance.now() - start, dimensions[0])
  }
}

/** Writes what was recorded so far. */
function publishMetrics(): void {
  if (cached?.hasStoredMetrics()) cached.publishStoredMetrics()
}

function record(name: MetricName, value: number, dimensions: Record<string, string> | undefined): void {
  const { unit }: MetricDefinition = metricCatalogue[name]
  if (!dimensions) {
    metrics().addMetric(name, unit, value)
    return
  }
  // A line has one set of dimensions: a metric with its own gets a line of its own, at once.
  const single = metrics().singleMetric()
  for (const [dimension, of] of Object.entries(dimensions)) single.addDimension(dimension, of)
  single.addMetric(name, unit, value)
}
