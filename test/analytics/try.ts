import { simulateNights, trueMeans } from './nights.ts'

const rms = (v: number[]) => Math.sqrt(v.reduce((s, x) => s + x * x, 0) / v.length)
const all: number[][] = []
for (let s = 0; s < 10; s++) {
  const t = performance.now()
  const { bank, calibration } = await simulateNights({ seed: `${s}`, nights: 16, studentsPerNight: 50, items: 100 })
  const est = new Map(calibration.items.map((i) => [i.item, i]))
  const lev = new Map(calibration.levels.map((l) => [l.level, l]))
  const err = (b: typeof bank) => b.map((i) => (est.get(i.item)?.b ?? lev.get(i.level)!.b) - i.b)
  const many = bank.filter((i) => i.served >= 60)
  const z = rms(many.map((i) => (est.get(i.item)!.b - i.b) / est.get(i.item)!.standardError))
  all.push([
    rms(err(bank)),
    rms(bank.map((i) => i.level - 3 - i.b)),
    rms(err(many)),
    many.length,
    ...calibration.levels.map((l) => l.b - trueMeans[l.level - 1]!),
    ...calibration.levels.map((l) => l.n),
    calibration.tau,
    calibration.iterations,
    z,
    performance.now() - t,
  ])
  console.log(
    all
      .at(-1)!
      .map((x) => x.toFixed(2))
      .join(' '),
  )
}
console.log(all[0]!.map((_, i) => (all.reduce((s, r) => s + r[i]!, 0) / 10).toFixed(3)).join(' '))
