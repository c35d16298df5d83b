/** Instants and days as people read them. Days are UTC, as the nights are. */
const instants = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })

export const instant = (text: string) => instants.format(new Date(text))
const shortDays = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** Stays on one line. */
export const day = (text: string) => days.format(new Date(text)).replaceAll(' ', '\u00a0')

export const shortDay = (text: string) => shortDays.format(new Date(text))

const dayMs = 24 * 60 * 60 * 1_000

/** @returns the UTC date so many days from today, as YYYY-MM-DD */
export const dayFromNow = (count: number) => new Date(Date.now() + count * dayMs).toISOString().slice(0, 10)

export const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(0)}\u00a0%`)
