/** Events to EventBridge. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { eventSource } from '../contract/events.ts'
import { impatientClient } from './aws-client.ts'
import { config } from './config.ts'
import { log } from './log.ts'

const client = new EventBridgeClient(impatientClient)

export type BusEvent = { type: string; detail: unknown }

/** EventBridge takes at most ten events a request. */
const batchSize = 10

/** Puts events on the platform's bus; what it does not take is logged: no request fails for it. */
export async function putEvents(events: readonly BusEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += batchSize) {
    const entries = events.slice(start, start + batchSize).map(({ type, detail }) => ({
      EventBusName: config().EVENT_BUS_NAME,
      Source: eventSource,
      DetailType: type,
      Detail: JSON.stringify(detail),
    }))
    try {
      const reply = await client.send(new PutEventsCommand({ Entries: entries }))
      if (reply.FailedEntryCount) {
        const codes = reply.Entries?.flatMap((entry) => entry.ErrorCode ?? [])
        log.error('EventBridge refused events', { count: reply.FailedEntryCount, codes })
      }
    } catch (error) {
      log.error('EventBridge is not answering', { error: error instanceof Error ? error : String(error) })
    }
  }
}
