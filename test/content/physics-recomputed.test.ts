/** The numeric physics questions, worked out again from the numbers in their stems. */
import { expect, test } from 'vitest'
import { expectComputedAnswers } from './recompute.ts'

const g = 9.8
const lightSpeed = 3.0e8
const degrees = 180 / Math.PI
const inParallel = (a: number, b: number) => 1 / (1 / a + 1 / b)

/** Velocities after a head-on elastic collision: in the frame of the centre of mass both just turn round. */
function collideElastically(m1: number, v1: number, m2: number, v2: number) {
  const centre = (m1 * v1 + m2 * v2) / (m1 + m2)
  return [2 * centre - v1, 2 * centre - v2] as const
}

const answers = {
  'phy-003': () => 150 / 2,
  'phy-004': () => 12 / 3,
  'phy-005': () => 12 / 6,
  'phy-008': () => 27 + 273.15,
  'phy-010': () => 1 / 0.02,
  'phy-012': () => 10 * g,
  'phy-013': () => (2 * 3 ** 2) / 2,
  'phy-014': () => inParallel(6, 3),
  'phy-015': () => (g * 2 ** 2) / 2,
  'phy-016': () => 170 * 2,
  'phy-018': () => 230 * 5,
  'phy-020': () => 1500 * 20,
  'phy-022': () => 80 * 0.5 ** (15 / 5),
  // Mean speed times the time until the car stands still.
  'phy-025': () => (20 / 2) * (20 / 4),
  'phy-026': () => g * Math.sin(30 / degrees),
  'phy-027': () => 60 * (g + 2),
  'phy-028': () => (12 / (1 + 5)) * 5,
  'phy-029': () => (2 * 6 + 4 * 0) / (2 + 4),
  'phy-030': () => (0.5 * 4200 * (60 - 20)) / 1000,
  'phy-031': () => Math.asin(1.0 / 1.5) * degrees,
  'phy-032': () => 2 ** 2,
  'phy-033': () => (1 - 300 / 600) * 100,
  'phy-034': () => 3.5 - 2.0,
  'phy-035': () => 240 / (2 * 0.6),
  'phy-037': () => 2.0 * Math.sqrt(9.8 / 2.45),
  'phy-038': () => 4.0 * Math.sqrt(0.5 / 200),
  'phy-039': () => Math.hypot(15, Math.sqrt(2 * 10 * 20)),
  'phy-040': () => inParallel(4, 12) * 16,
  // In joules above water at 0 degrees Celsius; the ice starts below by its latent heat.
  'phy-041': () => (400 * 4.2 * 40 - 100 * 336) / (500 * 4.2),
  'phy-042': () => ((600e-9 * 2.0) / 0.5e-3) * 1000,
  'phy-043': () => 1 / (1 / 10 - 1 / 15),
  'phy-044': () => (25 * 0.8 - 0.2 * (5 * 10 - 25 * 0.6)) / 5,
  'phy-045': () => (3.0 * Math.log(0.1)) / Math.log(0.5),
  'phy-046': () => 4 ** 1.5,
  'phy-047': () => (0.3 * 0.4 * 5.0) / 2.0,
  // In units of the radius: up to the top, and there half of v²/g with v² = gR.
  'phy-049': () => 2 + 1 / 2,
  'phy-050': () => collideElastically(1, 6, 2, 0)[1],
  'phy-051': () => 0.4 / (0.4 + 1),
  'phy-052': () => (0.8 * lightSpeed * 2.2e-6) / Math.sqrt(1 - 0.8 ** 2),
  // Rapidities add.
  'phy-053': () => Math.tanh(Math.atanh(0.6) + Math.atanh(0.5)),
  'phy-054': () => Math.exp(-2) ** 2 * 100,
  'phy-055': () => 400 * (1 / 8) ** (5 / 3 - 1),
  'phy-056': () => (6.63e-34 / Math.sqrt(2 * 9.11e-31 * 1.6e-19 * 150)) * 1e9,
  'phy-057': () => 1240 / (13.6 * (1 / 2 ** 2 - 1 / 3 ** 2)),
  // The best of many external resistances from 0.01 to 30 ohms.
  'phy-058': () =>
    Math.max(...Array.from({ length: 3000 }, (_, i) => (12 / (3 + (i + 1) / 100)) ** 2 * ((i + 1) / 100))),
  'phy-059': () => 680 * (340 / (340 - 20)) * ((340 + 20) / 340),
  'phy-060': () => ((3 - 1) * g) / (3 + 1 + 4 / 2),
}

test('at least 25 physics questions are recomputed', () => {
  expect(Object.keys(answers).length).toBeGreaterThanOrEqual(25)
})

expectComputedAnswers('physics', answers)
