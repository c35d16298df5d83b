import { seededRandom } from '../../lib/adaptive/seeded-random.ts'
import { calibrate } from '../../lib/analytics/calibration.ts'

const n = Number(process.argv[2])
function* students() {
  const r = seededRandom('x')
  for (let i = 0; i < n; i++) {
    const theta = r.normal()
    yield {
      answers: Array.from({ length: 10 }, (_, q) => {
        const item = Math.floor(r.uniform() * 200)
        const level = 1 + (item % 5)
        return {
          item: q < 7 ? `i${item}` : null,
          level,
          promptVersion: q < 7 ? null : 'v1',
          c: 0.25,
          correct: r.uniform() < 0.25 + 0.75 / (1 + Math.exp(-(theta - (level - 3) * 0.7))),
        }
      }),
    }
  }
}
const t = performance.now()
const c = await calibrate(students)
console.log(
  c.iterations,
  c.converged,
  c.tau,
  performance.now() - t,
  process.memoryUsage().rss / 1e6,
  c.levels.map((l) => `${l.promptVersion} ${l.level} ${l.b.toFixed(2)}±${l.standardError.toFixed(3)}`).join(' '),
)
