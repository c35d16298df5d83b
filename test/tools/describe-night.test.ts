/** A night as a terminal shows it. */
import { describe, expect, it } from 'vitest'
import type { NightRunDocument } from '../../lib/contract/analytics-documents.ts'
import { describeProgress, describeReport } from '../../tools/night/describe-night.ts'

const at = new Date('2026-01-06T03:15:00Z')
const night: NightRunDocument = {
  ...{ _id: '2026-01-05', run: 1, status: 'running', stage: 'two', dates: ['2026-01-05'] },
  open: [{ partition: 'b', tries: 0, startedAt: null, error: null }],
  closed: [
    { stage: 'one', partition: 'all', error: null, counts: {} },
    { stage: 'two', partition: 'a', error: null, counts: {} },
  ],
  ...{ stageAt: at, requestedAt: at, progressAt: at, finishedAt: null, report: null },
}

describe('progress', () => {
  it('counts stages, and partitions within the stage', () => {
    expect(describeProgress(night, ['one', 'two', 'three'])).toBe('████████████░░░░░░░░░░░░  50 %  two 1/2')
  })

  it('is full at the end', () => {
    expect(describeProgress({ ...night, status: 'completed', open: [] }, ['one', 'two'])).toMatch(/100 %/)
  })
})

it('the summary has a line for each stage and each failure', () => {
  const text = describeReport({
    date: '2026-01-05',
    complete: false,
    stages: [
      { stage: 'close-day', partitions: 1, failed: [], counts: { earlierDays: 1200 } },
      { stage: 'exports', partitions: 3, failed: [{ partition: 'attempts', error: 'Error: no room' }], counts: {} },
    ],
  })
  expect(text.split('\n')).toEqual([
    'The night of 2026-01-05, with failures',
    '✓  close-day     1  earlier days 1,200',
    '✗  exports       3',
    '   attempts: Error: no room',
  ])
})
