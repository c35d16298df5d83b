import { describe, expect, test } from 'vitest'
import { ApiError, ConnectionError } from '../../web/src/api/client.ts'
import { createQuizFlow, type PendingAnswer, type Question, type QuizState } from '../../web/src/student/quiz-flow.ts'

type Api = Parameters<typeof createQuizFlow>[0]['api']
type Reply = object | (() => never)

const question = (number: number): Question => ({
  id: `${number}`.padStart(24, '0'),
  text: `Question ${number}`,
  options: ['a', 'b'],
  type: 'multiple-choice',
  number,
  total: 10,
})
const first = question(1)
const verdict = { correct: true, feedback: [], explanation: 'So it is.' }
const accepted = { ...verdict, nextQuestion: question(2) }
const pendingReply = { questionId: first.id, status: 'checking' }

const view = (fields: object = {}) => ({
  sessionId: 's',
  topicId: 't',
  status: 'active',
  question: first,
  answered: 0,
  totalQuestions: 10,
  correctCount: 0,
  lastAnswer: null,
  ...fields,
})

const lost = () => {
  throw new ConnectionError(new TypeError('fetch failed'))
}
const refused = (status: number, name: string, retryAfter?: number) => () => {
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) }
  const problem = { type: `urn:adaptive-quiz:problem:${name}`, title: name, status }
  throw new ApiError(new Response(null, { status, headers }), problem)
}

/** A quiz whose server replies as it is told, in order, and where nobody waits in earnest. */
function quiz(replies: { looks?: Reply[]; answers?: Reply[] }, unsent: PendingAnswer | null = null) {
  const states: QuizState[] = []
  const waits: number[] = []
  const calls: string[] = []
  const kept = { pending: unsent }
  const next = (queue: Reply[] = []) => {
    const reply = queue.shift()
    if (!reply) throw new Error('one call too many')
    return typeof reply === 'function' ? reply() : { data: reply, response: new Response() }
  }
  const api = {
    GET: async () => {
      calls.push('look')
      return next(replies.looks)
    },
    POST: async (_path: string, { body }: { body: { answer: string } }) => {
      calls.push(`answer ${body.answer}`)
      return next(replies.answers)
    },
  } as unknown as Api
  const flow = createQuizFlow({
    api,
    sessionId: 's',
    show: (state) => states.push(state),
    wait: async (seconds) => {
      waits.push(seconds)
    },
    pending: {
      read: () => kept.pending,
      write: (answer) => {
        kept.pending = answer
      },
    },
  })
  return { flow, states, waits, calls, kept, kinds: () => states.map(({ kind }) => kind) }
}

describe('resuming', () => {
  test('shows the question at hand', async () => {
    const { flow, states, kinds } = quiz({ looks: [view()] })
    await flow.resume()
    expect(kinds()).toEqual(['loading', 'asking'])
    expect(states.at(-1)).toEqual({ kind: 'asking', question: first })
  })

  test.each(['completed', 'abandoned'])('shows the end of a quiz that is %s', async (status) => {
    const { flow, kinds } = quiz({ looks: [view({ status, question: null })] })
    await flow.resume()
    expect(kinds()).toEqual(['loading', 'ended'])
  })

  test('looks again until a question is made', async () => {
    const none = view({ status: 'preparing', question: null })
    const { flow, states, waits } = quiz({ looks: [none, none, view()] })
    await flow.resume()
    expect(states.at(1)).toEqual({ kind: 'preparing', isChecking: false })
    expect(states.at(-1)).toEqual({ kind: 'asking', question: first })
    expect(waits).toEqual([1, 1])
  })

  test('says so when it is a verdict that the quiz waits for', async () => {
    const lastAnswer = { questionId: first.id, verdict: 'checking', correct: null, feedback: [], explanation: null }
    const { flow, states } = quiz({ looks: [view({ question: null, lastAnswer }), view({ question: question(2) })] })
    await flow.resume()
    expect(states).toContainEqual({ kind: 'preparing', isChecking: true })
  })

  test('sends an answer that a reload has interrupted, before it looks', async () => {
    const { flow, calls, kept } = quiz({ answers: [accepted] }, { question: first, answer: 'a' })
    await flow.resume()
    expect(calls).toEqual(['answer a'])
    expect(kept.pending).toBeNull()
  })

  test('under maintenance says so, and waits as long as it is told to', async () => {
    const { flow, states, waits } = quiz({ looks: [refused(503, 'store-unavailable', 7), view()] })
    await flow.resume()
    expect(states).toContainEqual({ kind: 'loading', delay: { reason: 'maintenance', seconds: 7 } })
    expect(waits).toEqual([7])
    expect(states.at(-1)?.kind).toBe('asking')
  })

  test('fails for a quiz of somebody else, without trying again', async () => {
    const { flow, kinds, calls } = quiz({ looks: [refused(401, 'unknown-session')] })
    await flow.resume()
    expect(kinds()).toEqual(['loading', 'failed'])
    expect(calls).toEqual(['look'])
  })
})

describe('answering', () => {
  test('shows the verdict, and then the next question without asking for it', async () => {
    const { flow, states, calls, kept } = quiz({ answers: [accepted] })
    await flow.answer(first, 'a')
    expect(states.at(-1)).toEqual({ kind: 'judged', question: first, answer: 'a', verdict, isLast: false })
    expect(kept.pending).toBeNull()
    await flow.goOn()
    expect(states.at(-1)).toEqual({ kind: 'asking', question: question(2) })
    expect(calls).toEqual(['answer a'])
  })

  test('the last question leads to the result', async () => {
    const ended = view({ status: 'completed', question: null })
    const { flow, states } = quiz({ answers: [{ ...verdict, completed: true, score: 1, total: 1 }], looks: [ended] })
    await flow.answer(first, 'a')
    expect(states.at(-1)).toMatchObject({ kind: 'judged', isLast: true })
    await flow.goOn()
    expect(states.at(-1)).toMatchObject({ kind: 'ended' })
  })

  test('over a lost connection the same answer is sent again, more and more patiently', async () => {
    const answers = [lost, lost, lost, lost, lost, lost, accepted]
    const { flow, states, waits, calls } = quiz({ answers })
    await flow.answer(first, 'a')
    expect(new Set(calls)).toEqual(new Set(['answer a']))
    expect(waits).toEqual([1, 2, 4, 8, 15, 15])
    expect(states).toContainEqual({
      kind: 'sending',
      question: first,
      answer: 'a',
      delay: { reason: 'lost', seconds: 4 },
    })
    expect(states.at(-1)?.kind).toBe('judged')
  })

  test.each([
    [429, 'too-many-requests', 'too-fast'],
    [503, 'store-unavailable', 'maintenance'],
  ])('after %i it is sent again when the server says', async (status, name, reason) => {
    const { flow, states, waits } = quiz({ answers: [refused(status, name, 12), accepted] })
    await flow.answer(first, 'a')
    expect(waits).toEqual([12])
    expect(states).toContainEqual({ kind: 'sending', question: first, answer: 'a', delay: { reason, seconds: 12 } })
  })

  test('a fault of the server’s is given up on after some tries, but the answer is kept', async () => {
    const fault = refused(500, 'internal')
    const { flow, kinds, calls, kept } = quiz({ answers: [fault, fault, fault, fault] })
    await flow.answer(first, 'a')
    expect(calls.length).toBe(4)
    expect(kinds().at(-1)).toBe('failed')
    expect(kept.pending).toEqual({ question: first, answer: 'a' })
  })

  test('a token that is refused keeps the answer for the next sign-in', async () => {
    const { flow, kept } = quiz({ answers: [refused(401, 'invalid-token')] })
    await flow.answer(first, 'a')
    expect(kept.pending).toEqual({ question: first, answer: 'a' })
  })

  test('what the server refuses for good is not kept', async () => {
    const { flow, kinds, kept } = quiz({ answers: [refused(413, 'payload-too-large')] })
    await flow.answer(first, 'a')
    expect(kinds().at(-1)).toBe('failed')
    expect(kept.pending).toBeNull()
  })

  test.each(['already-answered', 'quiz-ended', 'question-not-served'])(
    '%s: another tab was there, go on',
    async (name) => {
      const { flow, states, kept } = quiz({ answers: [refused(409, name)], looks: [view({ question: question(3) })] })
      await flow.answer(first, 'a')
      expect(states.at(-1)).toEqual({ kind: 'asking', question: question(3) })
      expect(kept.pending).toBeNull()
    },
  )

  test('a page that has been left shows nothing more, and sends no more', async () => {
    const { flow, states, calls } = quiz({ answers: [lost, accepted] })
    const sent = flow.answer(first, 'a')
    flow.stop()
    await sent
    expect(calls).toEqual(['answer a'])
    expect(states.map(({ kind }) => kind)).toEqual(['sending'])
  })
})

describe('a program that is being checked', () => {
  const checked = (fields: object) => ({ questionId: first.id, verdict: 'correct', ...verdict, ...fields })

  test('is looked after until its verdict is in, and kept until then', async () => {
    const lastAnswer = checked({ verdict: 'checking', correct: null, explanation: null })
    const replies = {
      answers: [pendingReply],
      looks: [view({ lastAnswer, question: null }), view({ lastAnswer: checked({}), question: question(2) })],
    }
    const { flow, states, kept } = quiz(replies)
    const sent = flow.answer(first, 'a')
    expect(kept.pending).not.toBeNull()
    await sent
    expect(states.map(({ kind }) => kind)).toEqual(['sending', 'checking', 'checking', 'judged'])
    expect(kept.pending).toBeNull()
    await flow.goOn()
    expect(states.at(-1)).toEqual({ kind: 'asking', question: question(2) })
  })

  test('that could not be judged counts neither way', async () => {
    const lastAnswer = checked({ verdict: 'unknown', correct: null })
    const { flow, states } = quiz({ answers: [pendingReply], looks: [view({ lastAnswer })] })
    await flow.answer(first, 'a')
    expect(states.at(-1)).toMatchObject({ kind: 'judged', verdict: { correct: null } })
  })

  test('is left when another tab has gone on', async () => {
    const lastAnswer = checked({ questionId: question(2).id })
    const { flow, states } = quiz({ answers: [pendingReply], looks: [view({ lastAnswer, question: question(3) })] })
    await flow.answer(first, 'a')
    expect(states.at(-1)).toEqual({ kind: 'asking', question: question(3) })
  })
})
