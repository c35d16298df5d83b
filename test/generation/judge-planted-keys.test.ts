/** 200 questions with a wrong key and as many with the right one, before a second model that works each out by itself. */
import { expect, it } from 'vitest'
import type { CandidateQuestion } from '../../lib/contract/generation.ts'
import { judgeCandidates } from '../../lib/generation/judge-candidates.ts'
import { asked, naming, type Solver, verifierBy } from './judge-candidate-samples.ts'

const capitals: Record<string, string> = {
  Australia: 'Canberra',
  Brazil: 'Brasilia',
  Canada: 'Ottawa',
  Chile: 'Santiago',
  Cuba: 'Havana',
  Egypt: 'Cairo',
  Finland: 'Helsinki',
  Greece: 'Athens',
  Hungary: 'Budapest',
  Iran: 'Tehran',
  Japan: 'Tokyo',
  Kenya: 'Nairobi',
  Latvia: 'Riga',
  Morocco: 'Rabat',
  Nepal: 'Kathmandu',
  Norway: 'Oslo',
  Peru: 'Lima',
  Poland: 'Warsaw',
  Turkey: 'Ankara',
  Vietnam: 'Hanoi',
}
const countries = Object.keys(capitals)

/** How a question of each kind is asked, and how it is solved from nothing but its text. */
const kinds: { ask: (n: number) => string; form: RegExp; solve: (found: string[]) => string }[] = [
  {
    ask: (n) => `A crate holds ${6 + n} bottles. How many bottles are in ${3 + (n % 7)} such crates?`,
    form: /holds (\d+) bottles.* in (\d+) such/,
    solve: ([size, crates]) => String(Number(size) * Number(crates)),
  },
  {
    ask: (n) => `A price of ${100 + 10 * n} euros falls by ${5 * (1 + (n % 9))} %. What is the new price in euros?`,
    form: /price of (\d+) euros falls by (\d+) %/,
    solve: ([price, share]) => String((Number(price) * (100 - Number(share))) / 100),
  },
  {
    ask: (n) => `Two angles of a triangle have ${30 + n} and ${40 + 2 * (n % 20)} degrees. How many has the third?`,
    form: /have (\d+) and (\d+) degrees/,
    solve: ([one, other]) => String(180 - Number(one) - Number(other)),
  },
  {
    ask: (n) => `What is ${13 + n} * ${7 + (n % 5)}?`,
    form: /is (\d+) \* (\d+)\?/,
    solve: ([left, right]) => String(Number(left) * Number(right)),
  },
  {
    ask: (n) => `What is the capital of ${countries[n % countries.length]}?`,
    form: /capital of (\w+)\?/,
    solve: ([country]) => capitals[country!]!,
  },
]

const truthOf = (text: string): string => {
  const kind = kinds.find(({ form }) => form.test(text))!
  return kind.solve(kind.form.exec(text)!.slice(1))
}

/** Three other answers of the same sort. */
const others = (truth: string, n: number): string[] =>
  /\d/.test(truth)
    ? [Number(truth) + 1 + (n % 3), Number(truth) + 10, Number(truth) * 2].map(String)
    : Object.values(capitals)
        .filter((capital) => capital !== truth)
        .slice(n % 10, (n % 10) + 3)

/** Models argue for the key that they give, right or wrong. */
function pose(n: number, type: 'multiple-choice' | 'text', isRight: boolean): CandidateQuestion {
  const text = kinds[n % kinds.length]!.ask(Math.floor(n / kinds.length))
  const truth = truthOf(text)
  const wrong = others(truth, n)
  const correctAnswer = isRight ? truth : wrong[n % 3]!
  const shared = { level: 2, text, correctAnswer, explanation: `Working it out step by step gives ${correctAnswer}.` }
  return type === 'text'
    ? { type, ...shared }
    : { type, ...shared, options: [wrong[0]!, truth, wrong[1]!, wrong[2]!], misconceptions: [] }
}

const solver: Solver = (shown) => naming(shown, truthOf(shown.text))

/** As many as one job asks for. */
const perJob = 5

async function shareAccepted(isRight: boolean): Promise<{ accepted: number; total: number }> {
  let accepted = 0
  for (const type of ['multiple-choice', 'text'] as const) {
    for (let job = 0; job < 100 / perJob; job += 1) {
      const candidates = Array.from({ length: perJob }, (_, place) => pose(job * perJob + place, type, isRight))
      const context = { ...asked({ type }), count: perJob, known: [], seed: `${type}:${job}` }
      const judgements = await judgeCandidates(context, candidates, { ...verifierBy(solver), verify: true })
      accepted += judgements.filter(({ problems }) => problems.length === 0).length
    }
  }
  return { accepted, total: 200 }
}

it('of 200 wrong keys at least 95 % are never served', async () => {
  const { accepted, total } = await shareAccepted(false)
  expect(1 - accepted / total).toBeGreaterThanOrEqual(0.95)
})

it('of 200 right keys at least 98 % are served', async () => {
  const { accepted, total } = await shareAccepted(true)
  expect(accepted / total).toBeGreaterThanOrEqual(0.98)
})

it('without the second opinion wrong keys are served: it is what finds them', async () => {
  const candidates = Array.from({ length: 5 }, (_, n) => pose(n, 'multiple-choice', false))
  const context = { ...asked(), count: 5, known: [], seed: 's' }
  const judgements = await judgeCandidates(context, candidates, { ...verifierBy(() => null), verify: false })
  expect(judgements.filter(({ problems }) => problems.length === 0).length).toBeGreaterThanOrEqual(3)
})
