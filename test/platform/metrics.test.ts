import { beforeEach, describe, expect, it, vi } from 'vitest'

/** The module as a function loads it, and the lines that it writes. */
async function load() {
  vi.resetModules()
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false')
  const lines: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(String(chunk))
    return true
  })
  const metrics = await import('../../lib/platform/metrics.ts')
  const invocation = await import('../../lib/platform/invocation.ts')
  return { ...metrics, ...invocation, written: () => lines.map((line) => JSON.parse(line)) }
}

const namespace = 'AdaptiveQuiz/test'

describe('metrics', () => {
  beforeEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  })

  it('of one invocation are written as one line at its end, in the embedded metric format', async () => {
    const { countMetric, measureMetric, ending, written } = await load()
    const handler = ending(async (factor: number) => {
      measureMetric('AnswerLatency', 12)
      countMetric('RedisMisses', 1)
      countMetric('RedisMisses', 2)
      expect(written()).toEqual([])
      return factor * 2
    })
    expect(await handler(21)).toBe(42)
    expect(written()).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: namespace,
              Dimensions: [['service']],
              Metrics: [
                { Name: 'AnswerLatency', Unit: 'Milliseconds' },
                { Name: 'RedisMisses', Unit: 'Count' },
              ],
            },
          ],
        },
        service: 'adaptive-quiz',
        AnswerLatency: 12,
        RedisMisses: [1, 2],
      },
    ])
  })

  it('of an invocation that fails are written as well', async () => {
    const { countMetric, ending, written } = await load()
    const handler = ending(async () => {
      countMetric('RedisFailures', 1)
      throw new Error('no')
    })
    await expect(handler()).rejects.toThrow('no')
    expect(written()).toMatchObject([{ RedisFailures: 1 }])
  })

  it('that there are none of make no line', async () => {
    const { ending, written } = await load()
    await ending(async () => 1)()
    expect(written()).toEqual([])
  })

  it('with dimensions of their own keep them to themselves', async () => {
    const { countMetric, measureMetric, endInvocation, written } = await load()
    countMetric('ModelThrottles', 1, { model: 'a' })
    measureMetric('ModelCost', 0.25, { model: 'b' })
    countMetric('GenerationJobs', 1)
    endInvocation()
    expect(written().map(({ model, ...line }) => [model, line._aws.CloudWatchMetrics[0].Dimensions])).toEqual([
      ['a', [['service', 'model']]],
      ['b', [['service', 'model']]],
      [undefined, [['service']]],
    ])
    expect(written()[1]._aws.CloudWatchMetrics[0].Metrics).toEqual([{ Name: 'ModelCost', Unit: 'None' }])
  })

  it('time work that succeeds and work that fails', async () => {
    const { timed, endInvocation, written } = await load()
    expect(await timed('RedisLatency', async () => 'done')).toBe('done')
    await expect(timed('RedisLatency', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    endInvocation()
    expect(written()).toMatchObject([{ RedisLatency: [expect.any(Number), expect.any(Number)] }])
  })
})
