/** The time, passed to use cases so that tests can set it. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** Waits so many milliseconds; passed to use cases so that tests need not wait. */
export type Sleep = (milliseconds: number) => Promise<void>

export const systemSleep: Sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
