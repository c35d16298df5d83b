/** What one call of a model tells the dashboard. */
import type { ModelCall } from '../contract/generation.ts'
import { countMetric, measureMetric } from '../platform/metrics.ts'

export function measureCall({ model, outcome, usage, cost, latencyMs }: ModelCall): void {
  const of = { model }
  measureMetric('ModelLatency', latencyMs, of)
  if (outcome === 'rate-limited') countMetric('ModelThrottles', 1, of)
  else if (outcome !== 'completed') countMetric('ModelFailures', 1, of)
  if (usage) {
    countMetric('ModelInputTokens', usage.inputTokens, of)
    countMetric('ModelOutputTokens', usage.outputTokens, of)
  }
  if (cost !== null) measureMetric('ModelCost', cost, of)
}
