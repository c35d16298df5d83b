/**
 * The same students take the same quiz twice, chosen by our engine and by jscat: one bank, and one answer of each student
 * to each item, whoever asks it. How near the estimates come to what is true, and how long a decision takes.
 */
import { performance } from 'node:perf_hooks'
import { type AnswerRecord, abilityOf, populationPrior } from '../../lib/adaptive/ability.ts'
import { chooseNext } from '../../lib/adaptive/choose-next.ts'
import { probability } from '../../lib/adaptive/item-response.ts'
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'
import { quantile } from '../quantile.ts'
import type { Report } from '../report.ts'
import { sizeOf } from '../sizes.ts'
import { loadJscat, type Method, type Stimulus } from './jscat.ts'

const length = 20
const range = { min: 1, max: 5 }
const students = sizeOf('BENCH_EXAMINEES', 250)
/** Not measured: the engines get warm. */
const warmUp = 10

/** Ten items on each of five levels, all with four options. */
const bank = Array.from({ length: 50 }, (_, index) => {
  const level = 1 + (index % 5)
  return { questionId: `item-${index}`, index, level, a: 1, b: level - 3, c: 0.25, preference: index }
})
type Item = (typeof bank)[number]

type Student = { readonly number: number; readonly theta: number; readonly isRight: (item: Item) => boolean }
type Quiz = { readonly estimate: number; readonly milliseconds: readonly number[] }
type Engine = { readonly name: string; readonly take: (student: Student) => Quiz }

function makeStudent(number: number): Student {
  const random = seededRandom(`jscat:${number}`)
  const theta = random.normal()
  const draws = bank.map(() => random.uniform())
  return { number, theta, isRight: (item) => (draws[item.index] ?? 1) < probability(item, theta) }
}

/** From the whole bank, as jscat does; a real quiz has the best of each level from its store. */
const ours: Engine = {
  name: 'ours',
  take({ number, isRight }) {
    const answers: AnswerRecord[] = []
    const milliseconds: number[] = []
    const left = new Map(bank.map((item) => [item.questionId, item]))
    const shared = { policy: 'irt' as const, range, length, seed: String(number), prior: populationPrior }
    while (answers.length < length) {
      const begin = performance.now()
      const step = chooseNext({ ...shared, seq: answers.length, answers, candidates: [...left.values()] })
      milliseconds.push(performance.now() - begin)
      const item = step.kind === 'question' ? left.get(step.questionId) : undefined
      if (!item) throw new Error('the bank is used up')
      left.delete(item.questionId)
      answers.push({ ...item, correct: isRight(item) })
    }
    return { estimate: abilityOf(populationPrior, answers).theta, milliseconds }
  },
}

const itemOf = ({ index }: Stimulus): Item => {
  const item = bank[index]
  if (!item) throw new Error(`jscat chose an item ${index}, which is not in the bank`)
  return item
}

function jscatBy(newCat: Extract<ReturnType<typeof loadJscat>, { newCat: unknown }>['newCat'], method: Method): Engine {
  const stimuli = bank.map(({ a, b, c, index }): Stimulus => ({ a, b, c, d: 1, index }))
  return {
    name: `jscat ${method}`,
    take({ isRight }) {
      const cat = newCat(method)
      const milliseconds: number[] = []
      let left: readonly Stimulus[] = stimuli
      for (let seq = 0; seq < length; seq += 1) {
        // Its faster way: what it would copy deeply by default is never changed.
        const begin = performance.now()
        const { nextStimulus, remainingStimuli } = cat.findNextItem(left, 'MFI', false)
        const chosen = performance.now()
        left = remainingStimuli
        const isCorrect = isRight(itemOf(nextStimulus))
        const answered = performance.now()
        cat.updateAbilityEstimate(nextStimulus, isCorrect ? 1 : 0)
        milliseconds.push(chosen - begin + performance.now() - answered)
      }
      return { estimate: cat.theta, milliseconds }
    },
  }
}

function measure({ take }: Engine, takers: readonly Student[]) {
  for (const student of takers.slice(0, warmUp)) take(student)
  const quizzes = takers.map((student) => ({ ...take(student), theta: student.theta }))
  const squares = quizzes.map(({ estimate, theta }) => (estimate - theta) ** 2)
  const times = quizzes.flatMap(({ milliseconds }) => milliseconds)
  return {
    rmse: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length),
    mean: (1_000 * times.reduce((sum, time) => sum + time, 0)) / times.length,
    median: 1_000 * quantile(times, 0.5),
  }
}

/** What was promised of our engine. */
const timesFaster = 30

export function compareWithJscat({ row, note, progress }: Report): void {
  const jscat = loadJscat()
  if ('problem' in jscat) {
    note(jscat.problem)
    return
  }
  const takers = Array.from({ length: students }, (_, number) => makeStudent(number))
  const of = (name: string, what: string) => `${name}, ${students} quizzes of ${length} from ${bank.length}: ${what}`
  const rowsOf = (engine: Engine) => {
    progress(0.9, engine.name)
    const figures = measure(engine, takers)
    row({ what: of(engine.name, 'a decision, mean'), value: figures.mean, unit: 'us' })
    row({ what: of(engine.name, 'a decision, median'), value: figures.median, unit: 'us' })
    return figures
  }
  const own = rowsOf(ours)
  row({ what: of(ours.name, 'RMSE of theta'), value: own.rmse, unit: 'theta' })
  for (const method of ['EAP', 'MLE'] as const) {
    const engine = jscatBy(jscat.newCat, method)
    const theirs = rowsOf(engine)
    row({ what: of(engine.name, 'RMSE of theta'), value: theirs.rmse, unit: 'theta' })
    const against = `ours against ${engine.name}`
    row({
      what: `${against}: decisions in the same time`,
      value: theirs.mean / own.mean,
      unit: 'x',
      atLeast: timesFaster,
    })
    row({
      what: `${against}: RMSE, ours less theirs`,
      value: Number((own.rmse - theirs.rmse).toFixed(9)),
      unit: 'theta',
      atMost: 0,
    })
  }
}
