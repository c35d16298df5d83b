/** Simulated nights: students take quizzes chosen by the engine, and every night calibrates on all answers so far. */
import type { AnswerRecord } from '../../lib/adaptive/ability.ts'
import { populationPrior } from '../../lib/adaptive/ability.ts'
import { chooseNext } from '../../lib/adaptive/choose-next.ts'
import { probability } from '../../lib/adaptive/item-response.ts'
import { type SeededRandom, seededRandom } from '../../lib/adaptive/seeded-random.ts'
import {
  type Calibration,
  type CalibrationAnswer,
  type CalibrationStudent,
  calibrate,
  calibratedParameters,
} from '../../lib/analytics/calibration.ts'

export type NightSettings = {
  readonly seed: string
  readonly nights: number
  readonly studentsPerNight: number
  readonly items: number
}

type TrueItem = { readonly item: string; readonly level: number; readonly b: number; served: number }

export const trueMeans = [-1.3, -0.6, 0.1, 0.6, 1.2]
const trueTau = 0.6
const guessing = 0.25
const length = 10
const range = { min: 1, max: 5 }
/** What a real quiz gets from its store of each level. */
const candidatesPerLevel = 3
const uncalibrated: Calibration = { levels: [], items: [], tau: trueTau, iterations: 0, converged: true }

export async function simulateNights({ seed, nights, studentsPerNight, items }: NightSettings) {
  const random = seededRandom(seed)
  const bank = Array.from({ length: items }, (_, i): TrueItem => {
    const level = 1 + (i % 5)
    return { item: `item-${i}`, level, b: trueMeans[level - 1]! + trueTau * random.normal(), served: 0 }
  })
  const students: CalibrationStudent[] = []
  let calibration = uncalibrated
  for (let night = 0; night < nights; night++) {
    for (let i = 0; i < studentsPerNight; i++) {
      students.push({ answers: takeQuiz(bank, calibration, random, `${seed}:${night}:${i}`) })
    }
    calibration = await calibrate(() => students, { start: calibration })
  }
  return { bank, students, calibration }
}

/** The least served questions of each level first, as in a real quiz. */
function takeQuiz(bank: TrueItem[], calibration: Calibration, random: SeededRandom, seed: string): CalibrationAnswer[] {
  const theta = random.normal()
  const parametersOf = calibratedParameters(calibration)
  const served = new Map(
    bank.map((item) => [item.item, parametersOf({ ...item, promptVersion: null, optionCount: 1 / guessing })]),
  )
  const pool = new Set(bank)
  const records: AnswerRecord[] = []
  const answers: CalibrationAnswer[] = []
  for (let seq = 0; seq < length; seq++) {
    const candidates = [1, 2, 3, 4, 5].flatMap((level) =>
      [...pool]
        .filter((item) => item.level === level)
        .sort((one, other) => one.served - other.served)
        .slice(0, candidatesPerLevel)
        .map((item) => ({ questionId: item.item, level, preference: item.served, ...served.get(item.item)! })),
    )
    const step = chooseNext({
      policy: 'irt',
      range,
      length,
      seed,
      seq,
      prior: populationPrior,
      answers: records,
      candidates,
    })
    if (step.kind !== 'question') break
    const item = bank.find((each) => each.item === step.questionId)!
    pool.delete(item)
    item.served += 1
    const correct = random.uniform() < probability({ a: 1, b: item.b, c: guessing }, theta)
    records.push({ level: item.level, ...served.get(item.item)!, correct })
    answers.push({ item: item.item, level: item.level, promptVersion: null, c: guessing, correct })
  }
  return answers
}
