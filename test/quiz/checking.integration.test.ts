/** Code answers that the queue's worker judges: waited for, asked for again, and in the end given up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerQuestionRoute, getQuizRoute, startQuizRoute } from '../../lib/contract/routes/quiz.ts'
import { derivedId, toId } from '../../lib/platform/ids.ts'
import { testAws } from '../support/aws.ts'
import { judgeHere, long, patientDeps, programs, stockCodingTopic } from '../support/coding.ts'
import { testPlatform } from '../support/platform.ts'
import { stockTopic, student } from '../support/quiz.ts'
import { type Recorder, recordRoundTrips } from '../support/round-trips.ts'
import { serialDepth } from '../support/serial-depth.ts'

const platform = testPlatform()
const aws = testAws()
const { quizDeps } = await import('../../lib/quiz/deps.ts')
const { answerQuestion } = await import('../../lib/quiz/answer-question.ts')
const { abandonQuiz } = await import('../../lib/quiz/abandon-quiz.ts')
const { checkCode } = await import('../../lib/quiz/check-code.ts')
const { getQuiz } = await import('../../lib/quiz/get-quiz.ts')
const { forgetLiveQuiz, readLiveSeq } = await import('../../lib/quiz/live-session.ts')
const { sweepQuizzes } = await import('../../lib/quiz/sweep.ts')

let topicId = ''
let recorder: Recorder
beforeAll(async () => {
  topicId = await stockCodingTopic(platform)
  recorder = await recordRoundTrips(await quizDeps())
})
afterAll(() => recorder.close())

const seconds = (count: number) => count * 1_000
const minutes = (count: number) => count * 60_000
const later = async (ms: number) => ({ ...(await quizDeps()), clock: () => new Date(Date.now() + ms) })
const sessionOf = (sessionId: string) => platform.collections.quizSessions.findOne({ _id: toId(sessionId) })
const attemptOf = (questionId: string) => platform.collections.attempts.findOne({ questionId: toId(questionId) })
const work = async (message: { sessionId: string; questionId: string }) =>
  checkCode(await quizDeps(), judgeHere, message)

async function begin(name: string, length = 10, topic = topicId) {
  const taker = student(platform, name)
  const { sessionId, question } = await taker.start({ topicId: topic, length })
  const { sub } = (await sessionOf(sessionId))!
  const message = { sessionId, questionId: question.id }
  const hand = { sub, ...message }
  const look = async () => (await platform.call(getQuizRoute, { token: taker.token, params: { sessionId } })).body
  return { taker, sub, sessionId, question, message, hand, look }
}

/** Hands a program in that nobody judges while the request waits. */
async function handIn(name: string, length = 10, source = long(programs.right)) {
  const begun = await begin(name, length)
  const answering = { ...begun.hand, answer: source }
  const reply = await answerQuestion(patientDeps(await quizDeps()), answering)
  expect(reply).toEqual({ questionId: begun.question.id, status: 'checking' })
  return { ...begun, answering }
}

/** Takes messages off the queue until there is one for this quiz, and those after it that have come. */
async function messagesFor(sessionId: string, count: number) {
  const mine: unknown[] = []
  while (mine.length < count) {
    mine.push(...(await aws.checks(1)).filter((message) => JSON.stringify(message).includes(sessionId)))
  }
  return mine
}

/** Collections of which one method fails: before what it would do, or after it. */
async function failing(name: 'attempts', method: string, when: 'before' | 'after') {
  const deps = await quizDeps()
  let failures = 0
  const collection = new Proxy(deps.collections[name], {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key)
      if (key !== method || typeof value !== 'function') return value
      return async (...words: unknown[]) => {
        if (when === 'after') await value.apply(target, words)
        failures += 1
        throw new Error('killed')
      }
    },
  })
  return {
    deps: { ...deps, collections: { ...deps.collections, [name]: collection } },
    failures: () => failures,
  }
}

describe('a program that the request cannot judge', () => {
  it.each(Object.entries(programs))('(%s) has the same verdict from the queue as inline', async (name, source) => {
    const inline = await begin(`inline-${name}@school.example`)
    const queued = await begin(`queued-${name}@school.example`)
    const judged = patientDeps(await quizDeps(), () => work(queued.message))
    await answerQuestion(judged, { ...queued.hand, answer: long(source) })
    const verdict = async (questionId: string) => {
      const { verdict, isCorrect, feedback, unsupported } = (await attemptOf(questionId))!
      return { verdict, isCorrect, feedback, unsupported }
    }
    const atOnce = ['slow', 'endless'].includes(name)
      ? patientDeps(await quizDeps(), () => work(inline.message))
      : await quizDeps()
    await answerQuestion(atOnce, { ...inline.hand, answer: source })
    expect(await verdict(queued.question.id)).toEqual(await verdict(inline.question.id))
    expect((await verdict(queued.question.id)).verdict).toBe(
      { right: 'correct', slow: 'correct', unknown: 'unknown' }[name] ?? 'incorrect',
    )
  })

  it('goes to the queue for its length or for its steps, and for nothing else', async () => {
    const verdicts = []
    for (const [index, source] of [programs.right, long(programs.right), programs.slow].entries()) {
      const { hand, question } = await begin(`route-${index}@school.example`)
      await answerQuestion(patientDeps(await quizDeps()), { ...hand, answer: source })
      verdicts.push((await attemptOf(question.id))?.verdict)
    }
    expect(verdicts).toEqual(['correct', 'checking', 'checking'])
  })
})

describe('the request', () => {
  it('waits for the verdict, and answers as ever', async () => {
    const { hand, message, sessionId, question, taker } = await begin('waits@school.example')
    const deps = patientDeps(await quizDeps(), async (pause) => pause === 4 && work(message))
    const reply = await answerQuestion(deps, { ...hand, answer: long(programs.right) })
    expect(reply).toMatchObject({ correct: true, explanation: 'canary-explanation', nextQuestion: { number: 2 } })
    expect(deps.pauses).toHaveLength(4)
    expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 1, correctCount: 1 })
    expect(await taker.answer(sessionId, question.id, long(programs.right))).toEqual(reply)
  })

  it('looks at Redis alone while it waits, so many times, and once at MongoDB in the end', async () => {
    const { hand } = await begin('polls@school.example')
    const deps = patientDeps(recorder.deps)
    const trips = await recorder.tripsOf(() => answerQuestion(deps, { ...hand, answer: long(programs.right) }))
    const names = trips.map(({ name }) => name)
    expect(names.filter((name) => name === 'redis')).toHaveLength(1 + deps.pauses.length)
    expect(deps.pauses.length).toBeLessThanOrEqual(12)
    expect(deps.pauses.reduce((sum, pause) => sum + pause, 0)).toBe(seconds(5))
    expect(names.filter((name) => name !== 'redis')).toEqual(['mongodb insert', 'mongodb find'])
  })

  it('asks MongoDB where Redis has lost the quiz, at a gentler pace', async () => {
    const { hand, message, sessionId } = await begin('gentle@school.example')
    await forgetLiveQuiz(sessionId)
    const deps = patientDeps(recorder.deps, async (pause) => pause === 10 && work(message))
    let reply: unknown
    const trips = await recorder.tripsOf(async () => {
      reply = await answerQuestion(deps, { ...hand, answer: long(programs.right) })
    })
    expect(reply).toMatchObject({ correct: true })
    const looks = trips.filter(({ name }) => name === 'mongodb find').length
    expect(looks).toBeLessThanOrEqual(3 + 4)
  })

  it('gives up waiting with 202, and says where to look and when', async () => {
    const { taker, message, look } = await begin('accepted@school.example')
    const body = { ...message, answer: long(programs.right) }
    const reply = await platform.call(answerQuestionRoute, { token: taker.token, body })
    expect(reply).toMatchObject({
      status: 202,
      body: { status: 'checking', questionId: message.questionId },
      headers: { location: `/api/quiz/${message.sessionId}`, 'retry-after': '2' },
    })
    await work(message)
    expect(await look()).toMatchObject({ question: { number: 2 }, lastAnswer: { verdict: 'correct', correct: true } })
  })
})

describe('while an answer is being judged', () => {
  it('a look shows it, and nothing that its verdict would give away', async () => {
    const { look, question } = await handIn('looks@school.example')
    const view = await look()
    expect(view).toMatchObject({
      status: 'active',
      question: null,
      answered: 1,
      correctCount: 0,
      lastAnswer: { questionId: question.id, verdict: 'checking', correct: null, feedback: [], explanation: null },
    })
    expect(JSON.stringify(view)).not.toContain('canary')
  })

  it('a start says so, and a restart begins anew', async () => {
    const { taker, sessionId } = await handIn('starts@school.example')
    const start = (restart: boolean) =>
      platform.call(startQuizRoute, { token: taker.token, body: { topicId, restart } })
    expect(await start(false)).toMatchObject({
      status: 202,
      body: { sessionId, status: 'checking' },
      headers: { location: `/api/quiz/${sessionId}` },
    })
    expect(await start(true)).toMatchObject({ status: 201 })
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'abandoned' })
  })

  it('the same answer waits again, from Redis or from MongoDB; another one is refused', async () => {
    const { answering, sessionId } = await handIn('again@school.example')
    const again = async (answer: string) => answerQuestion(patientDeps(await quizDeps()), { ...answering, answer })
    for (const lose of [false, true]) {
      if (lose) await forgetLiveQuiz(sessionId)
      expect(await again(answering.answer)).toMatchObject({ status: 'checking' })
      for (const other of [long(programs.wrong), programs.right]) {
        await expect(again(other)).rejects.toMatchObject({
          problem: 'already-answered',
          extras: { recorded: { correct: null } },
        })
      }
    }
    expect(await platform.collections.attempts.countDocuments({ sessionId: toId(sessionId) })).toBe(1)
  })

  it('its message is sent again once it is ten seconds old, by whoever meets it', async () => {
    const { answering, sessionId, message, sub } = await handIn('resend@school.example')
    const young = await later(seconds(9))
    const old = await later(seconds(11))
    await getQuiz(young, { sessionId, sub })
    await answerQuestion({ ...young, sleep: async () => undefined }, answering)
    expect(await messagesFor(sessionId, 1)).toEqual([message])
    await getQuiz(old, { sessionId, sub })
    await answerQuestion({ ...old, sleep: async () => undefined }, answering)
    expect((await sweepQuizzes(old)).checksResent).toBeGreaterThanOrEqual(1)
    expect(await messagesFor(sessionId, 3)).toEqual([message, message, message])
  })
})

describe('a verdict', () => {
  it('leads the quiz on as any other answer: Redis, counters, the next question’s time, the events', async () => {
    const { answering, message, sessionId, question, look } = await handIn('follows@school.example')
    expect(await readLiveSeq(sessionId)).toBe(0)
    await work(message)
    expect(await readLiveSeq(sessionId)).toBe(1)
    const attempt = (await attemptOf(question.id))!
    expect(attempt).toMatchObject({ verdict: 'correct', isCorrect: true, seq: 0, gradedAt: expect.any(Date) })
    expect(attempt.ability.after.theta).toBeGreaterThan(attempt.ability.before.theta)
    const next = (await look()).question?.id ?? ''
    const served = await platform.collections.questions.findOne({ _id: toId(next) })
    expect(served?.servedAt).toEqual(attempt.gradedAt)
    expect((await sessionOf(sessionId))?.questions.map(String)).toEqual([question.id, next])

    const trips = await recorder.tripsOf(() =>
      answerQuestion(recorder.deps, { ...answering, questionId: next, answer: programs.right }),
    )
    expect(serialDepth(trips)).toBe(3)

    const mine: { id: string; type: string }[] = []
    while (mine.length < 8) {
      for (const { detail } of await aws.events(1)) {
        if (JSON.stringify(detail).includes(sessionId)) mine.push(detail as (typeof mine)[number])
      }
    }
    expect(mine.map(({ type }) => type).toSorted()).toEqual([
      'answer.graded',
      'answer.graded',
      'answer.submitted',
      'answer.submitted',
      'question.served',
      'question.served',
      'question.served',
      'quiz.started',
    ])
    expect(new Set(mine.map(({ id }) => id)).size).toBe(8)
  })

  it('of the last answer completes the quiz', async () => {
    const { message, sessionId, answering, taker } = await handIn('last@school.example', 1)
    await work(message)
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'completed', score: 1, total: 1 })
    expect(await taker.answer(sessionId, message.questionId, answering.answer)).toMatchObject({ completed: true })
  })

  it('of a quiz that was abandoned meanwhile is recorded; only the last answer’s completes it all the same', async () => {
    const middle = await handIn('left@school.example')
    const last = await handIn('left-last@school.example', 1)
    for (const { sub, sessionId, message } of [middle, last]) {
      await abandonQuiz(await quizDeps(), { sub, sessionId })
      await work(message)
    }
    expect(await attemptOf(middle.question.id)).toMatchObject({ verdict: 'correct' })
    expect(await sessionOf(middle.sessionId)).toMatchObject({ status: 'abandoned', totalAnswered: 0 })
    expect(await readLiveSeq(middle.sessionId)).toBeUndefined()
    expect(await sessionOf(last.sessionId)).toMatchObject({ status: 'completed', score: 1, total: 1 })
  })

  it('delivered fifty times at once is one verdict and one following question', async () => {
    const { message, sessionId, question, look } = await handIn('fifty@school.example')
    let graded = 0
    const deps = await quizDeps()
    const judge: typeof judgeHere = (pattern, source) => {
      graded += 1
      return judgeHere(pattern, source)
    }
    await Promise.all(Array.from({ length: 50 }, () => checkCode(deps, judge, message)))
    expect(graded).toBeGreaterThan(1)
    const attempt = await attemptOf(question.id)
    expect(attempt).toMatchObject({ verdict: 'correct' })
    const view = await look()
    expect(view).toMatchObject({ answered: 1, correctCount: 1, question: { number: 2 } })
    const next = attempt?.next.kind === 'question' ? attempt.next.questionId.toHexString() : ''
    expect(view.question?.id).toBe(next)
    const served = { sessionId: toId(sessionId), servedAt: { $ne: null } }
    expect(await platform.collections.questions.countDocuments(served)).toBe(2)
    expect(await platform.collections.regrades.countDocuments({ sessionId: toId(sessionId) })).toBe(0)
    // Delivered once more, long after: nothing is judged, nothing changes.
    const before = graded
    await checkCode(deps, judge, message)
    expect(graded).toBe(before)
    expect(await attemptOf(question.id)).toEqual(attempt)
  })

  it('where the pool is empty and more is coming waits, and is led on later', async () => {
    const small = await stockTopic(platform, 0)
    const [item] = await platform.collections.bankItems.find({ topicId: toId(topicId) }).toArray()
    await platform.collections.bankItems.insertOne({
      ...item!,
      _id: derivedId('small', small),
      topicId: toId(small),
    })
    const { hand, message, look } = await begin('empty@school.example', 10, small)
    const deps = patientDeps(await quizDeps(), () => work(message))
    expect(await answerQuestion(deps, { ...hand, answer: long(programs.right) })).toMatchObject({
      correct: true,
      nextQuestion: null,
      status: 'preparing',
    })
    expect(await look()).toMatchObject({ status: 'preparing', lastAnswer: { verdict: 'correct' } })
  })
})

describe('a crash', () => {
  it('between the commit point and the message is made good by the sweeper', async () => {
    const begun = await begin('unsent@school.example')
    const deps = await quizDeps()
    const mute = {
      ...deps,
      config: { ...deps.config, CHECK_CODE_QUEUE_URL: `${deps.config.CHECK_CODE_QUEUE_URL}-nowhere` },
    }
    const answering = { ...begun.hand, answer: long(programs.right) }
    expect(await answerQuestion(patientDeps(mute), answering)).toMatchObject({ status: 'checking' })
    expect((await sweepQuizzes(await later(minutes(1)))).checksResent).toBeGreaterThanOrEqual(1)
    const [message] = await messagesFor(begun.sessionId, 1)
    expect(message).toEqual(begun.message)
    await work(begun.message)
    expect(await begun.look()).toMatchObject({ question: { number: 2 } })
  })

  it('of the worker before its verdict is made good by the next delivery', async () => {
    const { message, look } = await handIn('before@school.example')
    const { deps, failures } = await failing('attempts', 'updateOne', 'before')
    await expect(checkCode(deps, judgeHere, message)).rejects.toThrow('killed')
    expect(failures()).toBe(1)
    expect(await look()).toMatchObject({ lastAnswer: { verdict: 'checking' } })
    await work(message)
    expect(await look()).toMatchObject({ question: { number: 2 } })
  })

  it.each(['the next delivery', 'a look', 'the same answer', 'a start', 'the sweeper'])(
    'of the worker right after its verdict is made good by %s',
    async (who) => {
      const name = who.replaceAll(' ', '-')
      const { message, sessionId, answering, taker, sub } = await handIn(`after-${name}@school.example`)
      const { deps, failures } = await failing('attempts', 'updateOne', 'after')
      await expect(checkCode(deps, judgeHere, message)).rejects.toThrow('killed')
      expect(failures()).toBe(1)
      expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 0 })
      if (who === 'the next delivery') await work(message)
      if (who === 'a look') await getQuiz(await quizDeps(), { sessionId, sub })
      if (who === 'the same answer') {
        const reply = await taker.answer(sessionId, message.questionId, answering.answer)
        expect(reply).toMatchObject({ correct: true, nextQuestion: { number: 2 } })
      } else if (who === 'a start') {
        expect(await taker.start({ topicId })).toMatchObject({ sessionId, question: { number: 2 } })
      } else {
        if (who === 'the sweeper') await sweepQuizzes(await later(minutes(2)))
        expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 1, correctCount: 1 })
      }
      const { next } = (await attemptOf(message.questionId))!
      const nextId = next.kind === 'question' ? next.questionId.toHexString() : ''
      expect(await taker.answer(sessionId, nextId, programs.right)).toMatchObject({ nextQuestion: { number: 3 } })
      expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 2, correctCount: 2 })
    },
  )

  it('of the worker right after the verdict of the last answer leaves a quiz that completes', async () => {
    const { message, sessionId } = await handIn('after-last@school.example', 1)
    const { deps } = await failing('attempts', 'updateOne', 'after')
    await expect(checkCode(deps, judgeHere, message)).rejects.toThrow('killed')
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'active' })
    await work(message)
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'completed', score: 1, total: 1 })
  })

  it('in the middle of what follows a verdict is made good: counters are not needed for it to count', async () => {
    const { message, sessionId, look } = await handIn('middle@school.example')
    const deps = await quizDeps()
    const client = new Proxy(deps.client, {
      get: (target, key) =>
        key === 'bulkWrite' ? () => Promise.reject(new Error('killed')) : Reflect.get(target, key),
    })
    await checkCode({ ...deps, client }, judgeHere, message)
    expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 0 })
    expect(await look()).toMatchObject({ question: { number: 2 }, lastAnswer: { verdict: 'correct' } })
    expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 1 })
  })
})

describe('after five minutes without a verdict', () => {
  it.each(['a look', 'the same answer', 'a start', 'the sweeper'])('%s gives it up, for good', async (who) => {
    const name = who.replaceAll(' ', '-')
    const { message, sessionId, answering, sub, taker, look } = await handIn(`given-up-${name}@school.example`)
    const early = await later(minutes(4.9))
    await getQuiz(early, { sessionId, sub })
    expect(await attemptOf(message.questionId)).toMatchObject({ verdict: 'checking' })
    const late = await later(minutes(5.1))
    if (who === 'a look') await getQuiz(late, { sessionId, sub })
    if (who === 'the same answer') expect(await answerQuestion(late, answering)).toMatchObject({ correct: null })
    if (who === 'a start') {
      const { startQuiz } = await import('../../lib/quiz/start-quiz.ts')
      const user = await platform.collections.users.findOne({ email: taker.email })
      const topic = await platform.collections.topics.findOne({ _id: toId(topicId) })
      expect(await startQuiz(late, { user: user!, topic: topic!, request: { topicId } })).toMatchObject({
        kind: 'resumed',
        started: { question: { number: 2 } },
      })
    }
    if (who === 'the sweeper') expect((await sweepQuizzes(late)).checksGivenUp).toBeGreaterThanOrEqual(1)
    const attempt = (await attemptOf(message.questionId))!
    expect(attempt).toMatchObject({ verdict: 'unknown', isCorrect: null })
    expect(attempt.unsupported).toBeUndefined()
    expect(attempt.ability.after).toEqual(attempt.ability.before)
    expect(await look()).toMatchObject({
      status: 'active',
      answered: 1,
      correctCount: 0,
      question: { number: 2 },
      lastAnswer: {
        verdict: 'unknown',
        correct: null,
        feedback: [{ message: expect.stringMatching(/not your fault/) }],
      },
    })
    expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 1, correctCount: 0 })
  })

  it('the answer is out of score and total, and is not the one that a quiz leaves uncounted', async () => {
    const { sessionId, sub, taker, look } = await handIn('excused@school.example', 4)
    await getQuiz(await later(minutes(6)), { sessionId, sub })
    const replies = []
    for (const source of [programs.unknown, programs.unknown, programs.right]) {
      replies.push(await taker.answer(sessionId, (await look()).question?.id ?? '', source))
    }
    expect(replies.map(({ correct }) => correct)).toEqual([null, false, true])
    expect(replies[0]?.feedback.at(-1)?.message).toMatch(/does not count/)
    expect(replies[2]).toMatchObject({ completed: true, score: 1, total: 2 })
  })

  it('the quiz that it was the last of completes without it', async () => {
    const { sessionId, sub } = await handIn('excused-last@school.example', 1)
    await getQuiz(await later(minutes(6)), { sessionId, sub })
    expect(await sessionOf(sessionId)).toMatchObject({ status: 'completed', score: 0, total: 0 })
  })

  it('a verdict is kept apart, once, and changes nothing in the quiz', async () => {
    const { message, sessionId, sub, question } = await handIn('late@school.example')
    await getQuiz(await later(minutes(6)), { sessionId, sub })
    const [attempt, session] = [await attemptOf(question.id), await sessionOf(sessionId)]
    for (let delivery = 0; delivery < 3; delivery += 1) await work(message)
    await Promise.all([work(message), work(message)])
    expect(await attemptOf(question.id)).toEqual(attempt)
    expect(await sessionOf(sessionId)).toEqual(session)
    const regrades = await platform.collections.regrades.find({ sessionId: toId(sessionId) }).toArray()
    expect(regrades).toMatchObject([
      { attemptId: attempt?._id, questionId: attempt?.questionId, itemId: attempt?.itemId, verdict: 'correct' },
    ])
    const { collectionDefinitions } = await import('../../lib/platform/collections.ts')
    collectionDefinitions.regrades.schema.parse(regrades[0])
    collectionDefinitions.attempts.schema.parse(attempt)
  })

  it('a verdict that crosses the giving up is kept apart as well', async () => {
    const { message, sessionId, sub, question } = await handIn('crossing@school.example')
    const late = await later(minutes(6))
    await checkCode(
      await quizDeps(),
      async (pattern, source) => {
        await getQuiz(late, { sessionId, sub })
        return judgeHere(pattern, source)
      },
      message,
    )
    expect(await attemptOf(question.id)).toMatchObject({ verdict: 'unknown' })
    expect(await platform.collections.regrades.findOne({ sessionId: toId(sessionId) })).toMatchObject({
      verdict: 'correct',
    })
  })
})

describe('a program that the grader does not know', () => {
  it('is flagged for review, whether inline or queued, counted or not', async () => {
    const { taker, sessionId, question } = await begin('flagged@school.example')
    const first = await taker.answer(sessionId, question.id, programs.unknown)
    const next = 'nextQuestion' in first ? (first.nextQuestion?.id ?? '') : ''
    const { sub } = (await sessionOf(sessionId))!
    const message = { sessionId, questionId: next }
    const deps = patientDeps(await quizDeps(), () => work(message))
    await answerQuestion(deps, { sub, ...message, answer: long(programs.unknown) })
    const flagged = await platform.collections.attempts
      .find({ unsupported: { $exists: true }, sessionId: toId(sessionId) })
      .sort({ seq: 1 })
      .toArray()
    expect(flagged.map(({ verdict, unsupported }) => [verdict, unsupported])).toEqual([
      ['unknown', expect.stringContaining('async')],
      ['incorrect', expect.stringContaining('async')],
    ])
  })
})

describe('a message', () => {
  it('about an answer that is not there, or has been erased, is done', async () => {
    const { message, sessionId, question } = await handIn('gone@school.example')
    await work({ ...message, questionId: 'e'.repeat(24) })
    await work({ sessionId: 'd'.repeat(24), questionId: question.id })
    await platform.collections.attempts.updateOne({ questionId: toId(question.id) }, { $set: { answer: '' } })
    await work(message)
    expect(await attemptOf(question.id)).toMatchObject({ verdict: 'checking' })
    expect(await sessionOf(sessionId)).toMatchObject({ totalAnswered: 0 })
  })

  it('whose answer is erased while it is judged writes no verdict on it', async () => {
    const { message, question } = await handIn('erased@school.example')
    await checkCode(
      await quizDeps(),
      async (pattern, source) => {
        await platform.collections.attempts.updateOne({ questionId: toId(question.id) }, { $set: { answer: '' } })
        return judgeHere(pattern, source)
      },
      message,
    )
    expect(await attemptOf(question.id)).toMatchObject({ verdict: 'checking', reply: null, feedback: [] })
  })
})
