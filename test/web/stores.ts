/** What the platform under test has stored. */
import { inject } from 'vitest'
import type { Collections } from '../../lib/platform/collections.ts'
import { withStoresOf } from './stores-of.ts'

export const withStores = <T>(use: (stores: Collections) => Promise<T>): Promise<T> =>
  withStoresOf(inject('baseUrl'), use)
