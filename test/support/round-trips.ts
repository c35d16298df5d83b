/** Counts what a use case sends to the stores, and how much of it waits for something else of it. */
import { type CommandStartedEvent, MongoClient } from 'mongodb'
import { vi } from 'vitest'
import { collections } from '../../lib/platform/collections.ts'
import type { QuizDeps } from '../../lib/quiz/deps.ts'
import type { Trip } from './serial-depth.ts'

export type Recorder = {
  deps: QuizDeps
  commands: CommandStartedEvent[]
  /** What `work` sends, in the order of sending. */
  tripsOf(work: () => Promise<unknown>): Promise<Trip[]>
  close(): Promise<void>
}

/** Dependencies like the handlers', on a client whose commands are watched; Redis and AWS are watched by their requests. */
export async function recordRoundTrips(quizDeps: QuizDeps): Promise<Recorder> {
  const client = new MongoClient(process.env.MONGODB_URI ?? '', {
    monitorCommands: true,
    ignoreUndefined: true,
    maxPoolSize: 5,
  })
  const deps = { ...quizDeps, client, collections: collections(client.db(process.env.MONGODB_NAME)) }
  let trips: Trip[] = []
  let clock = 0
  const commands: CommandStartedEvent[] = []
  const open = new Map<number, Trip>()
  const begin = (name: string): Trip => {
    clock += 1
    const trip = { name, from: clock, to: Number.POSITIVE_INFINITY }
    trips.push(trip)
    return trip
  }
  const end = (trip: Trip | undefined) => {
    clock += 1
    if (trip) trip.to = clock
  }
  const handshakes = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'buildInfo'])
  client.on('commandStarted', (event) => {
    if (handshakes.has(event.commandName)) return
    commands.push(event)
    open.set(event.requestId, begin(`mongodb ${event.commandName}`))
  })
  client.on('commandSucceeded', ({ requestId }) => end(open.get(requestId)))
  client.on('commandFailed', ({ requestId }) => end(open.get(requestId)))
  await client.connect()

  return {
    deps,
    commands,
    async tripsOf(work) {
      trips = []
      const fetchBefore = globalThis.fetch
      const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
        const trip = begin('redis')
        try {
          const response = await fetchBefore(...request)
          const body = await response.arrayBuffer()
          return new Response(body, { status: response.status, headers: response.headers })
        } finally {
          end(trip)
        }
      })
      try {
        await work()
      } finally {
        spy.mockRestore()
      }
      return trips
    },
    close: () => client.close(),
  }
}
