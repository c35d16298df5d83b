/** What happens between the process under fire and its stores: the faults there are, and who decides on them. */

export type Store = 'mongodb' | 'redis' | 'aws'

export type Fault =
  /** The connection is closed before the request has gone on. */
  | { kind: 'refuse' }
  /** The store has applied it; the reply never arrives. */
  | { kind: 'lose-reply' }
  /** Goes on a little later: others overtake it. */
  | { kind: 'hold'; ms: number }
  /** Goes on so much later that its sender has given it up. */
  | { kind: 'late'; ms: number }
  /** Never goes on, and is never answered. */
  | { kind: 'never' }
  /** Another reply in place of the store's; the request does not go on. */
  | { kind: 'garbage'; status: number; type: string; body: string }
  /** Redis loses everything just before. */
  | { kind: 'flush' }
  /** The process dies before the store gets the request, or when it has applied it. */
  | { kind: 'kill-before' }
  | { kind: 'kill-after' }
  /** The server fails it by `failCommand`. */
  | { kind: 'fail-command'; data: { errorCode: number } | { closeConnection: true } }
  /** The server is killed before it gets the request, or when it has applied it, and started again. */
  | { kind: 'kill-server-before' }
  | { kind: 'kill-server-after' }

export type FaultKind = Fault['kind']

/** What the proxies ask and tell. */
export type Wire = {
  /** Of each request, as it arrives. @param name what it asks of the store, in two words */
  faultFor(store: Store, name: string): Fault | undefined
  /** Of each command to Redis, with the invocation that sent it. */
  sentToRedis(invocation: string, name: string, body: string): void
  killProcess(): Promise<void>
  flushRedis(): Promise<void>
  /** Lets the next such command fail, while `meanwhile` sends it. */
  failCommand(data: object, command: string, meanwhile: () => Promise<void>): Promise<void>
  killServer(): Promise<void>
}
