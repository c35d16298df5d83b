import { describe, expect, it } from 'vitest'
import { nominalParameters } from '../../lib/contract/item-parameters.ts'

describe('nominalParameters', () => {
  it('puts level 3 at 0 and levels 1 apart, with guessing only where options are on offer', () => {
    expect(nominalParameters({ level: 1, optionCount: null })).toEqual({ a: 1, b: -2, c: 0 })
    expect(nominalParameters({ level: 3, optionCount: 4 })).toEqual({ a: 1, b: 0, c: 0.25 })
    expect(nominalParameters({ level: 5, optionCount: 3 })).toEqual({ a: 1, b: 2, c: 1 / 3 })
  })
})
