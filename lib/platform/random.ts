/** Seeds come from the system; everything drawn from a seed is the same each time. */
import { randomUUID } from 'node:crypto'

export type NewSeed = () => string

export const systemSeed: NewSeed = () => randomUUID()
