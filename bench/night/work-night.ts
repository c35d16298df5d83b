/** A night in a process of its own, so that its memory is its own: `node bench/night/work-night.ts DATE`, environment as usual. */
import { nightDeps } from '../../lib/analytics/night/deps.ts'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { closeDatabase } from '../../lib/platform/mongo.ts'

const [date = ''] = process.argv.slice(2)
const begun = performance.now()
const ends: Record<string, number> = {}
const { report } = await drainNight(await nightDeps(), stages, date, {
  onProgress({ stage }) {
    ends[stage] = performance.now()
  },
})
await closeDatabase()
const names = Object.keys(ends)
const seconds = names.map((name, index) => {
  const from = names[index - 1]
  return [name, ((ends[name] ?? 0) - (from === undefined ? begun : (ends[from] ?? 0))) / 1_000] as const
})
console.log(
  JSON.stringify({
    complete: report?.complete ?? false,
    seconds: (performance.now() - begun) / 1_000,
    stages: Object.fromEntries(seconds),
    // Kilobytes, of the whole life of the process.
    peakMiB: process.resourceUsage().maxRSS / 1_024,
  }),
)
