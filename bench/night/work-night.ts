/** A night in a process of its own, so that its memory is its own: `node bench/night/work-night.ts DATE`, environment as usual. */
import { nightDeps } from '../../lib/analytics/night/deps.ts'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { closeDatabase } from '../../lib/platform/mongo.ts'

const [date = ''] = process.argv.slice(2)
const begun = performance.now()
const begins: Record<string, number> = {}
const { report } = await drainNight(await nightDeps(), stages, date, {
  onProgress({ stage }) {
    begins[stage] ??= performance.now()
  },
})
await closeDatabase()
const end = performance.now()
const times = [...Object.values(begins).slice(1), end]
const stageSeconds = Object.entries(begins).map(([name, from], index) => [name, ((times[index] ?? end) - from) / 1_000])
console.log(
  JSON.stringify({
    complete: report?.complete ?? false,
    seconds: (end - begun) / 1_000,
    stages: Object.fromEntries(stageSeconds),
    // Kilobytes, of the whole life of the process.
    peakMiB: process.resourceUsage().maxRSS / 1_024,
  }),
)
