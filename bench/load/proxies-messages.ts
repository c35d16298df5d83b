/** What goes over the channel to the proxies and back. */
import * as z from 'zod'

/** Ports on 127.0.0.1. */
export const proxiesTargetSchema = z.object({ mongodb: z.int(), redis: z.int() })
export const proxiesPortsSchema = z.object({ mongodb: z.int(), redis: z.int(), aws: z.int() })

const perStoreSchema = z.object({ mongodb: z.number(), redis: z.number(), aws: z.number() })
export const proxiesSettingSchema = z.object({ milliseconds: perStoreSchema, isRecording: z.boolean() })
export type ProxiesSetting = z.infer<typeof proxiesSettingSchema>

/** A round trip whose reply is still out has no end: JSON has no infinity. */
export const proxiesTripsSchema = z.object({
  trips: z.array(z.object({ name: z.string(), from: z.number(), to: z.number().nullable() })),
})
