/** A metric that an alarm or a graph looks at is worth nothing unless some code emits it. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type MetricName, metricCatalogue } from '../../lib/contract/metrics.ts'

const sources = globSync(['lib/**/*.ts', 'functions/**/*.ts'])
  .filter((file) => !file.endsWith('/metrics.ts'))
  .map((file) => readFileSync(file, 'utf8'))

/** Named as a value in a file that calls an emitter. */
const isEmitted = (name: string) =>
  sources.some((source) => source.includes(`'${name}'`) && /\b(countMetric|measureMetric|timed)\(/.test(source))

describe('of the catalogue', () => {
  it.each(Object.keys(metricCatalogue) as MetricName[])('%s is emitted', (name) => {
    expect(isEmitted(name)).toBe(true)
  })
})
