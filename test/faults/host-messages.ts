/** What passes between a schedule and the thread that its handlers run in. */

/** Tells the Redis proxy which invocation a request belongs to. */
export const invocationHeader = 'x-invocation'

export type HostRequest =
  | { id: string; name: string; event: unknown }
  /** From now on, milliseconds ahead of the system's clock. */
  | { clockOffset: number }

export type HostReply = { id: string; reply: unknown } | { id: string; failure: string }
