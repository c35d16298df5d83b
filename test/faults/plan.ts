/**
 * A schedule, all of it from its seed: what breaks, what the student does, how long it takes. Faults are few enough for
 * everything to come right in the end, and never meet what the harness does for itself.
 */
import { type Draw, drawFrom } from './draw.ts'
import type { Fault, FaultKind, Store } from './wire.ts'

const themes = ['overtaking', 'redis', 'redis-away', 'mongodb', 'kills', 'queues', 'mixed'] as const
export const planThemes = [...themes, 'server-kills'] as const
export type Theme = (typeof planThemes)[number]

/** `mixed`: each level has its type, so that a seed meets the same types again. */
const stocked = ['choice', 'text', 'coding', 'mixed'] as const
/** `generated`: hardly any stock, so that the quiz is what a model makes while it is under way. */
export type Subject = (typeof stocked)[number] | 'generated'

/** A fault at the nth such request, whatever else happens. */
export type Aim = { store: Store; name: string; nth: number; kind: FaultKind }

export type Plan = {
  seed: number
  theme: Theme
  subject: Subject
  /** How many quizzes the student takes, and how long each is. */
  quizzes: number
  length: number
  /** Sends the last answer of the last quiz once, and never looks again. */
  walksAway: boolean
  /** The clock jumps between requests, forwards and backwards. */
  jumps: boolean
  /** Erases themselves at the end, while things still break. */
  leaves: boolean
  aim: Aim | null
  draw: Draw
}

/** Requests that overtake each other: of a theme of its own, since so much rests on what comes first. */
const delays: Partial<Record<Store, readonly FaultKind[]>> = { mongodb: ['hold'], redis: ['hold', 'late'] }

const kills: readonly FaultKind[] = ['kill-before', 'kill-after']
const kindsOf: Record<Store, readonly FaultKind[]> = {
  mongodb: ['refuse', 'lose-reply', 'hold', 'hold'],
  redis: ['refuse', 'lose-reply', 'hold', 'late', 'never', 'garbage', 'flush', 'flush'],
  aws: ['refuse', 'lose-reply'],
}

/** The commands of the protocol between which a process may die. */
const turningPoints: readonly Omit<Aim, 'nth' | 'kind'>[] = [
  { store: 'mongodb', name: 'insert attempts' },
  { store: 'mongodb', name: 'insert attempts' },
  { store: 'mongodb', name: 'bulkWrite' },
  { store: 'mongodb', name: 'update attempts' },
  { store: 'mongodb', name: 'insert quizSessions' },
  { store: 'mongodb', name: 'insert questions' },
  { store: 'mongodb', name: 'insert jobs' },
  { store: 'mongodb', name: 'insert users' },
  { store: 'mongodb', name: 'update users' },
  { store: 'mongodb', name: 'update quizSessions' },
  { store: 'redis', name: 'R1' },
  { store: 'redis', name: 'R2' },
  { store: 'redis', name: 'fill' },
  { store: 'redis', name: 'forget' },
  { store: 'aws', name: 'SendMessageBatch' },
  { store: 'aws', name: 'PutEvents' },
]

/** What the queues' workers ask of the stores: a worker that dies there gets its messages again. */
const workerPoints: Record<'always' | 'generated' | 'coding', readonly Omit<Aim, 'nth' | 'kind'>[]> = {
  always: [
    { store: 'mongodb', name: 'update jobs' },
    { store: 'mongodb', name: 'insert interactions' },
  ],
  generated: [
    { store: 'mongodb', name: 'update jobs' },
    { store: 'mongodb', name: 'insert generatedQuestions' },
    { store: 'redis', name: 'join' },
  ],
  coding: [{ store: 'mongodb', name: 'update attempts' }],
}

export type PlanOptions = {
  /** Whether the server fails commands as MongoDB does. */
  failCommand: boolean
  theme?: Theme
}

export function planOf(seed: number, { failCommand, theme: wanted }: PlanOptions): Plan {
  const draw = drawFrom(seed)
  const theme = wanted ?? draw.one(themes, 'theme')
  // Long enough for what is late to meet what comes after it.
  const length = (theme === 'overtaking' ? 3 : 2) + draw.below(3, 'length')
  const walksAway = draw.chance(0.3, 'walks away')
  const subject = subjectOf(draw)
  return {
    seed,
    theme,
    subject,
    quizzes: walksAway ? 1 : 1 + draw.below(2, 'quizzes'),
    length,
    walksAway,
    jumps: draw.chance(0.2, 'jumps'),
    leaves: draw.chance(0.12, 'leaves'),
    aim: aimOf({ theme, subject, length, walksAway, failCommand }, draw),
    draw,
  }
}

function subjectOf(draw: Draw): Subject {
  if (draw.chance(0.15, 'made by a model')) return 'generated'
  return draw.chance(0.5, 'subject') ? 'choice' : draw.one(stocked, 'which subject')
}

type Aiming = Pick<Plan, 'theme' | 'subject' | 'length' | 'walksAway'> & Pick<PlanOptions, 'failCommand'>

function aimOf({ theme, subject, length, walksAway, failCommand }: Aiming, draw: Draw): Aim | null {
  if (theme === 'server-kills') {
    const kind = draw.one(['kill-server-before', 'kill-server-after'] as const, 'aimed kind')
    const { name } = draw.one(turningPoints.filter(({ store }) => store === 'mongodb').slice(0, 6), 'aim')
    return { store: 'mongodb', name, nth: draw.below(name.startsWith('insert q') ? 1 : length, 'nth'), kind }
  }
  if (theme === 'redis-away') return null
  if (theme === 'queues' && draw.chance(0.7, 'a worker')) {
    const isJudged = subject === 'coding' || subject === 'mixed'
    const points = isJudged ? workerPoints.coding : workerPoints[subject === 'generated' ? 'generated' : 'always']
    const { store, name } = draw.one(points, 'worker aim')
    return { store, name, nth: isJudged ? 0 : draw.below(2, 'nth'), kind: draw.one(kills, 'aimed kind') }
  }
  if (theme === 'overtaking') return { store: 'redis', name: 'R2', nth: draw.below(length - 1, 'nth'), kind: 'late' }
  // Nobody is there to send the last answer again: what is lost with its process stays undone until the sweeper comes.
  if (walksAway && theme !== 'redis') {
    const { store, name, kind } = draw.one(
      [
        { store: 'mongodb', name: 'insert attempts', kind: 'kill-after' },
        { store: 'mongodb', name: 'insert attempts', kind: 'kill-before' },
        { store: 'mongodb', name: 'bulkWrite', kind: 'kill-before' },
        { store: 'mongodb', name: 'bulkWrite', kind: 'kill-after' },
      ] as const,
      'last aim',
    )
    return { store, name, nth: length - 1, kind }
  }
  const points = turningPoints.filter(({ store }) => theme !== 'redis' || store === 'redis')
  const { store, name } = draw.one(
    theme === 'mongodb' ? points.filter((point) => point.store === 'mongodb') : points,
    'aim',
  )
  const kind =
    theme === 'kills' || (theme === 'mixed' && draw.chance(0.5, 'aimed kill'))
      ? draw.one(kills, 'aimed kind')
      : draw.one([...kindsOf[store], ...failures(store, failCommand)], 'aimed kind')
  return { store, name, nth: draw.below(length + 1, 'nth'), kind }
}

/** How likely a request meets a fault, by theme; beside the one that is aimed. */
const rates: Record<Theme, Partial<Record<Store, number>>> = {
  overtaking: { mongodb: 0.1, redis: 0.15 },
  redis: { redis: 0.25 },
  'redis-away': { redis: 1 },
  mongodb: { mongodb: 0.05 },
  kills: { mongodb: 0.01, redis: 0.02 },
  queues: { mongodb: 0.02, redis: 0.02, aws: 0.25 },
  mixed: { mongodb: 0.03, redis: 0.1, aws: 0.05 },
  'server-kills': { redis: 0.05 },
}

/** Most faults of a schedule, so that whoever is stubborn comes through. */
const mostFaults = 8

const failures = (store: Store, failCommand: boolean): FaultKind[] =>
  store === 'mongodb' && failCommand ? ['fail-command', 'fail-command'] : []

/** The faults of one schedule, asked for request by request. */
export function faultsOf(
  { theme, aim, draw }: Plan,
  { failCommand }: PlanOptions,
): (store: Store, name: string) => Fault | undefined {
  const met = new Map<string, number>()
  let faults = 0
  return (store, name) => {
    const nth = met.get(name) ?? 0
    met.set(name, nth + 1)
    if (aim && aim.store === store && aim.name === name && aim.nth === nth) return faultOf(aim.kind, draw, name, nth)
    if (theme === 'redis-away') return store === 'redis' ? { kind: 'refuse' } : undefined
    if (faults >= mostFaults || !draw.chance(rates[theme][store] ?? 0, 'fault', name, nth)) return undefined
    faults += 1
    const kinds =
      theme === 'overtaking'
        ? delays[store]
        : [...kindsOf[store], ...failures(store, failCommand), ...(theme === 'kills' ? kills : [])]
    return kinds && faultOf(draw.one(kinds, 'kind', name, nth), draw, name, nth)
  }
}

const garbage = [
  { status: 200, type: 'text/html', body: '<html><body>502 Bad Gateway</body></html>' },
  { status: 502, type: 'text/html', body: '<html><body>502 Bad Gateway</body></html>' },
  { status: 200, type: 'application/json', body: '{"result":["ready","{\\"sess' },
  { status: 200, type: 'application/json', body: '{"result":{"a":1}}' },
  { status: 200, type: 'application/json', body: '{"result":["ready"]}' },
  { status: 200, type: 'application/json', body: '{"result":null}' },
  { status: 200, type: 'application/json', body: '{"result":"OK"}' },
  { status: 200, type: 'application/json', body: '[]' },
  { status: 400, type: 'application/json', body: '{"error":"LOADING Redis is loading the dataset in memory"}' },
] as const

function faultOf(kind: FaultKind, draw: Draw, name: string, nth: number): Fault {
  const words = ['of', kind, name, nth]
  switch (kind) {
    case 'hold':
      return { kind, ms: 10 + draw.below(120, ...words) }
    case 'late':
      return { kind, ms: draw.below(400, ...words) }
    case 'garbage':
      return { kind, ...draw.one(garbage, ...words) }
    case 'fail-command':
      return {
        kind,
        data: draw.one(
          [{ errorCode: 91 }, { errorCode: 10107 }, { errorCode: 11600 }, { closeConnection: true as const }],
          ...words,
        ),
      }
    default:
      return { kind }
  }
}
