/**
 * A stubborn student: repeats each request until it has a reply that says something; sends the same answer twice at
 * once, and different ones; sends old answers again, and other ones; looks; starts anew; walks away.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerReply, QuizView, Started } from '../../lib/contract/quiz.ts'
import type { Caller, Reply } from './calls.ts'
import type { Plan } from './plan.ts'
import { answersTo } from './stock.ts'
import type { AnswerSent, ReportSent, StartSent, Story } from './story.ts'

const mostTries = 60
/** Real time between two tries, milliseconds. */
const pauseMs = 15
/** Clock time after which an unjudged answer's message is sent again, with something to spare. */
const resentAfterMs = 11_000

/** How a question is answered; the more usual ones more often. */
const manners = [
  'plainly',
  'plainly',
  'plainly',
  'twice at once',
  'twice at once, going on at the first reply',
  'twice at once, going on at the first reply',
  'rivals at once',
  'rivals at once',
  'again, later',
  'otherwise, later',
  'after a look',
  'after another start',
  'after a restart',
  'after giving up',
] as const

const jumpsMs = [120_000, 600_000, 3 * 3_600_000, 2 * 86_400_000, -300_000, -2 * 3_600_000, -86_400_000]

export type Surroundings = {
  plan: Plan
  story: Story
  caller: Caller
  topicId: string
  /** Wakes the workers and the sweeper, now and then, while the student goes on. */
  betweenQuestions(...words: (string | number)[]): Promise<unknown>
  /** The clock goes on by a minute, and the sweeper comes. */
  waitAMinute(): Promise<unknown>
  /** By which the platform knows the student. */
  userId(): Promise<string>
  /** Whether everything that Redis holds is true; asked when no request is under way. */
  checkRedis(sessionId: string): Promise<unknown>
}

export async function takeQuizzes(around: Surroundings): Promise<void> {
  const stragglers: Promise<unknown>[] = []
  const self = createStudent(around, stragglers)
  const { plan, caller } = around
  for (let quiz = 0; quiz < plan.quizzes; quiz += 1) {
    let place = await self.start(`key-${quiz}`, quiz > 0 && plan.draw.chance(0.3, 'restart', quiz))
    for (let step = 0; place; step += 1) {
      if (plan.jumps && plan.draw.chance(0.4, 'jump', quiz, step)) {
        caller.jump(plan.draw.one(jumpsMs, 'how far', quiz, step))
        around.story.jumped = true
        around.story.count('clock jump')
      }
      await around.betweenQuestions(quiz, step)
      const { sessionId, question }: Place = place
      if (plan.draw.chance(0.15, 'report', quiz, step))
        await self.report(question.id, plan.draw.below(3, 'which reason'))
      place = await self.answerIn(place, plan.draw.one(manners, 'manner', quiz, step), quiz, step)
      // Not after each: what is late must be able to cross what follows.
      if (plan.draw.chance(0.4, 'pause', quiz, step)) {
        await Promise.all(stragglers.splice(0))
        await around.checkRedis(sessionId)
      }
    }
  }
  await Promise.all(stragglers)
  if (plan.leaves) await self.leave()
}

type Place = Started

function createStudent(
  { plan, story, caller, topicId, waitAMinute, userId }: Surroundings,
  stragglers: Promise<unknown>[],
) {
  const say = (line: string) => story.note(line)

  /** Repeats until `read` makes something of a reply. */
  async function insist<T>(what: string, send: () => Promise<Reply>, read: (reply: NonNullable<Reply>) => T | null) {
    for (let tried = 0; tried < mostTries; tried += 1) {
      const reply = await send()
      const outcome = reply && read(reply)
      say(`  ${what}: ${reply ? reply.status : 'lost'}`)
      if (outcome !== null) return outcome
      await sleep(pauseMs * Math.min(tried, 10))
    }
    throw new Error(`no reply to: ${what}`)
  }

  const answeredIn = (sessionId: string) =>
    story.answers
      .filter((sent) => sent.sessionId === sessionId && sent.outcome !== null && sent.outcome.kind !== 'refused')
      .map(({ question }) => question.id)

  function look(sessionId: string): Promise<QuizView> {
    const known = answeredIn(sessionId)
    return insist(
      'look',
      () => caller.get('get-quiz', `/api/quiz/${sessionId}`),
      ({ status, body }) => {
        if (status >= 500) return null
        if (status !== 200) throw new Error(`a look at one's own quiz: ${status} ${JSON.stringify(body)}`)
        const view = body as QuizView
        story.views.push({ view, known })
        return view
      },
    )
  }

  /** The current question of a quiz under way; undefined once it has ended. */
  async function current(sessionId: string): Promise<Place | undefined> {
    for (let tried = 0; tried < mostTries; tried += 1) {
      const { status, question, lastAnswer } = await look(sessionId)
      if (status === 'completed' || status === 'abandoned') return undefined
      if (question) return { sessionId, question }
      // Its message may be lost: time has to pass until somebody sends it again.
      if (tried % 10 === 9) {
        if (lastAnswer?.verdict === 'checking') caller.jump(resentAfterMs)
        else await waitAMinute()
      }
      await sleep(100)
    }
    throw new Error(`quiz ${sessionId} does not go on`)
  }

  async function sendStart(key: string, restart: boolean): Promise<StartSent['outcome']> {
    const { length } = plan
    const body = { topicId, length, ...(restart && { restart }) }
    if (restart)
      for (const { outcome } of story.starts)
        if (outcome && outcome.status !== 202) story.abandoned.add(outcome.started.sessionId)
    const sent: StartSent = { key, restart, outcome: null }
    story.starts.push(sent)
    const reply = await caller.post('start-quiz', '/api/quiz/start', body, { 'idempotency-key': key })
    say(`  start ${key}: ${reply ? reply.status : 'lost'}`)
    if (!reply || reply.status >= 500) return null
    if (reply.status === 202) sent.outcome = { status: 202, sessionId: (reply.body as { sessionId: string }).sessionId }
    else if (reply.status === 200 || reply.status === 201) {
      sent.outcome = { status: reply.status, started: reply.body as Started }
    } else throw new Error(`start: ${reply.status} ${JSON.stringify(reply.body)}`)
    return sent.outcome
  }

  async function start(key: string, restart = false): Promise<Place | undefined> {
    say(`start ${key}${restart ? ', leaving the one before' : ''}`)
    const atOnce = plan.draw.chance(0.25, 'starts at once', key) ? 2 : 1
    for (let tried = 0; tried < mostTries; tried += 1) {
      const keys = Array.from({ length: tried === 0 ? atOnce : 1 }, (_, index) =>
        index > 0 && plan.draw.chance(0.5, 'other key', key) ? `${key}-too` : key,
      )
      const outcomes = await Promise.all(keys.map((each) => sendStart(each, restart)))
      const outcome = outcomes.find((each) => each !== null)
      if (outcome?.status === 202) return current(outcome.sessionId)
      // With two tabs and a restart, one tab's quiz may have ended by the other's: the latest is the one.
      if (outcome) return restart && atOnce > 1 ? current(outcome.started.sessionId) : outcome.started
      await sleep(pauseMs * Math.min(tried, 10))
    }
    throw new Error(`${key} could not be started`)
  }

  async function sendAnswer({ sessionId, question }: Place, answer: string): Promise<AnswerSent['outcome']> {
    const sent: AnswerSent = { sessionId, question, answer, outcome: null }
    story.answers.push(sent)
    const body = { sessionId, questionId: question.id, answer }
    const reply = await caller.post('answer-question', '/api/quiz/answer', body)
    say(`  answer ${question.number} (${answer.slice(0, 40)}): ${reply ? reply.status : 'lost'}`)
    if (!reply || reply.status >= 500) return null
    sent.outcome = outcomeOf(reply)
    return sent.outcome
  }

  /** Until it is known what became of it: the reply to it, or that another answer or the quiz's end was first. */
  async function submit(place: Place, answer: string): Promise<NonNullable<AnswerSent['outcome']>> {
    for (let tried = 0; tried < mostTries; tried += 1) {
      const outcome = await sendAnswer(place, answer)
      if (outcome && outcome.kind !== 'pending') return outcome
      if (outcome) await current(place.sessionId)
      else await sleep(pauseMs * Math.min(tried, 10))
    }
    throw new Error(`no reply to the answer to question ${place.question.number}`)
  }

  async function next(place: Place, outcome: NonNullable<AnswerSent['outcome']>): Promise<Place | undefined> {
    if (outcome.kind !== 'replied') return current(place.sessionId)
    if ('completed' in outcome.reply) return undefined
    return outcome.reply.nextQuestion
      ? { sessionId: place.sessionId, question: outcome.reply.nextQuestion }
      : current(place.sessionId)
  }

  /** @returns where the student is then, undefined at the quiz's end */
  async function answerIn(
    place: Place,
    manner: (typeof manners)[number],
    ...words: [quiz: number, step: number]
  ): Promise<Place | undefined> {
    const { sessionId, question } = place
    const [right, ...wrong] = answersTo(question, plan.draw.chance(0.5, 'long', ...words))
    const isRight = plan.draw.chance(0.6, 'right', ...words)
    const answer = isRight ? right : plan.draw.one(wrong, 'wrong', ...words)
    const other = isRight ? plan.draw.one(wrong, 'other', ...words) : right
    const isLast = words[0] === plan.quizzes - 1 && question.number === plan.length
    say(`question ${question.number} of ${sessionId} (${question.type}), ${manner}`)
    if (plan.walksAway && isLast) {
      await sendAnswer(place, answer)
      return undefined
    }
    switch (manner) {
      case 'plainly':
        return next(place, await submit(place, answer))
      case 'twice at once':
        return next(place, (await Promise.all([submit(place, answer), submit(place, answer)]))[0])
      case 'twice at once, going on at the first reply': {
        const both = [submit(place, answer), submit(place, answer)]
        stragglers.push(...both)
        return next(place, await Promise.race(both))
      }
      case 'rivals at once': {
        const [one, two] = await Promise.all([submit(place, answer), submit(place, other)])
        if (one.kind === 'replied' && two.kind === 'replied') story.wrongs.push(`two answers to ${question.id} count`)
        return next(place, one.kind === 'replied' ? one : two)
      }
      case 'again, later': {
        const after = await next(place, await submit(place, answer))
        await submit(place, answer)
        return after
      }
      case 'otherwise, later': {
        const before = await submit(place, answer)
        const after = await next(place, before)
        const { kind } = await submit(place, other)
        if (before.kind === 'replied' && kind !== 'other-recorded')
          story.wrongs.push(`another answer: ${kind}, not 409`)
        return after
      }
      case 'after a look': {
        const now = await current(sessionId)
        return now && next(now, await submit(now, answersTo(now.question, false)[isRight ? 0 : 1] ?? right))
      }
      case 'after another start': {
        const now = await start(`key-${words.join('-')}`)
        return now && next(now, await submit(now, answersTo(now.question, false)[isRight ? 0 : 1] ?? right))
      }
      case 'after a restart': {
        if (plan.draw.chance(0.5, 'not now', ...words)) return next(place, await submit(place, answer))
        return start(`key-${words.join('-')}-anew`, true)
      }
      case 'after giving up': {
        if (plan.draw.chance(0.5, 'not now', ...words)) return next(place, await submit(place, answer))
        story.abandoned.add(sessionId)
        const path = `/api/quiz/${sessionId}/abandon`
        await insist(
          'abandon',
          () => caller.post('abandon-quiz', path),
          ({ status }) => (status >= 500 ? null : status),
        )
        return undefined
      }
    }
  }

  /** Twice at once, each in words of its own. */
  async function report(questionId: string, which: number): Promise<void> {
    const reason = (['wrong-answer', 'ambiguous', 'other'] as const)[which] ?? 'other'
    const send = (comment: string) => {
      const sent: ReportSent = { questionId, reason, comment, status: null }
      story.reports.push(sent)
      return insist(
        `report ${questionId} (${comment})`,
        () => caller.post('report-question', '/api/quiz/report', { questionId, reason, comment }),
        ({ status, body }) => {
          if (status >= 500) return null
          if (status !== 200 && status !== 201) throw new Error(`report: ${status} ${JSON.stringify(body)}`)
          sent.status = status
          return status
        },
      )
    }
    await Promise.all([send('This is wrong.'), send('It is not right.')])
  }

  async function leave(): Promise<void> {
    say('leaves for good')
    const id = await userId()
    await insist(
      'erase',
      () => caller.delete('delete-me', '/api/user/me'),
      ({ status, body }) => {
        if (status >= 500) return null
        if (status !== 204) throw new Error(`erase: ${status} ${JSON.stringify(body)}`)
        return status
      },
    )
    story.erased = id
    story.count('erasure')
  }

  return { start, answerIn, report, leave }
}

function outcomeOf({ status, body }: NonNullable<Reply>): NonNullable<AnswerSent['outcome']> {
  const problem = String((body as { type?: string }).type)
  switch (status) {
    case 200:
      return { kind: 'replied', reply: body as AnswerReply }
    case 202:
      return { kind: 'pending' }
    case 409:
      return { kind: 'other-recorded', correct: (body as { recorded?: { correct: boolean | null } }).recorded?.correct }
    default:
      return { kind: 'refused', problem: `${status} ${problem}` }
  }
}
