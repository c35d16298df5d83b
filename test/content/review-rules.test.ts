import { describe, expect, it } from 'vitest'
import { moveBankItem, moveGenerated } from '../../lib/content/review-rules.ts'
import type { ReviewAction, StatusChange } from '../../lib/contract/documents.ts'

const change = (action: ReviewAction, from: string, status: string): StatusChange => ({
  action,
  from,
  status,
  at: new Date(0),
  by: 'admin',
  reason: null,
})
const outcome = (move: ReturnType<typeof moveBankItem> | ReturnType<typeof moveGenerated>) =>
  move.kind === 'to' ? move.status : move.kind

describe('an item of the bank', () => {
  it.each([
    ['draft', 'promote', 'active'],
    ['active', 'promote', 'stay'],
    ['quarantined', 'promote', 'refuse'],
    ['draft', 'quarantine', 'quarantined'],
    ['active', 'quarantine', 'quarantined'],
    ['quarantined', 'quarantine', 'stay'],
    ['active', 'reject', 'refuse'],
    ['active', 'revert', 'stay'],
    ['quarantined', 'revert', 'active'],
  ] as const)('that is %s: %s -> %s', (status, action, expected) => {
    expect(outcome(moveBankItem({ status }, action))).toBe(expected)
  })

  it('goes back to what it was, once', () => {
    const history = [change('quarantine', 'draft', 'quarantined')]
    expect(outcome(moveBankItem({ status: 'quarantined', statusHistory: history }, 'revert'))).toBe('draft')
    const after = [...history, change('revert', 'quarantined', 'draft')]
    expect(outcome(moveBankItem({ status: 'draft', statusHistory: after }, 'revert'))).toBe('stay')
  })
})

describe('a generated question', () => {
  it.each([
    ['ready', 'promote', 'promoted'],
    ['served', 'promote', 'promoted'],
    ['promoted', 'promote', 'stay'],
    ['rejected', 'promote', 'refuse'],
    ['quarantined', 'promote', 'refuse'],
    ['served', 'quarantine', 'quarantined'],
    ['rejected', 'quarantine', 'quarantined'],
    ['quarantined', 'quarantine', 'stay'],
    ['ready', 'reject', 'rejected'],
    ['rejected', 'reject', 'stay'],
    ['promoted', 'reject', 'refuse'],
    ['ready', 'revert', 'stay'],
    ['quarantined', 'revert', 'served'],
  ] as const)('that is %s: %s -> %s', (status, action, expected) => {
    expect(outcome(moveGenerated({ status }, action))).toBe(expected)
  })

  it.each(['promote', 'reject', 'quarantine'] as const)('goes back to what it was before: %s', (action) => {
    const { status } = {
      promote: { status: 'promoted' },
      reject: { status: 'rejected' },
      quarantine: { status: 'quarantined' },
    }[action] as { status: 'promoted' }
    expect(outcome(moveGenerated({ status, statusHistory: [change(action, 'ready', status)] }, 'revert'))).toBe('ready')
  })
})
