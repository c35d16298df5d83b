/** What fuzzed requests are about: callers, a stock with canaries, and the ids that replies have told so far. */
import type { Collections } from '../../../lib/platform/collections.ts'
import { newId, toId } from '../../../lib/platform/ids.ts'
import { httpStudent, tokenOf } from '../../e2e/student.ts'
import { stockCodingTopic } from '../../support/coding.ts'
import { stockTopic } from '../../support/quiz.ts'
import { emailOf, idMarkForm } from './arbitrary-of-schema.ts'
import { canary, type FuzzReply } from './check-reply.ts'
import type { Caller, FuzzRequest } from './requests.ts'

export type World = {
  tokens: Record<Caller, string>
  /** Puts existing ids where a request has marks. */
  fillIn(request: FuzzRequest): FuzzRequest
  /** Learns of quizzes and questions from a reply, if it is one of JSON. */
  learn(reply: FuzzReply): void
}

/** Enough to meet one's own, somebody else's, and ended ones. */
const mostKept = 60

export async function makeWorld(baseUrl: string, collections: Collections, seed: number): Promise<World> {
  const address = (who: string) => `fuzz-${who}-${seed}@school.example`
  const tokens: Record<Caller, string> = {
    student: await tokenOf(baseUrl, address('student')),
    other: await tokenOf(baseUrl, address('other')),
    leaver: await tokenOf(baseUrl, address('leaver')),
    admin: await tokenOf(baseUrl, address('admin'), { admin: true }),
    nobody: '',
    forger: '',
  }
  tokens.forger = `${tokens.student.slice(0, -8)}AAAAAAAA`
  // A first request makes a user; a refused one must not write, so that all are users before it begins.
  for (const caller of ['student', 'other', 'leaver', 'admin'] as const) {
    await httpStudent(baseUrl, tokens[caller]).request('GET', '/api/user/me')
  }
  const stocks = await Promise.all([
    stockTopic({ collections }, 8),
    stockTopic({ collections }, 8),
    stockCodingTopic({ collections }, 8),
  ])
  const [, written = ''] = stocks
  const key = { type: 'text' as const, options: null, correctAnswer: canary, acceptedAnswers: [`${canary} too`] }
  await collections.bankItems.updateMany({ topicId: toId(written) }, { $set: key })
  const explained = { topicId: { $in: stocks.map(toId) } }
  await collections.bankItems.updateMany(explained, { $set: { explanation: `${canary} explains` } })
  // What admins change must not take students' questions away.
  const spare = await stockTopic({ collections }, 8)
  const items = await collections.bankItems.find({ topicId: toId(spare) }).toArray()
  const itemIds = items.map(({ _id }) => _id.toHexString())
  const leaver = await collections.users.findOne({ email: address('leaver') })
  // Sends nothing: whatever admins make of them, nobody else's requests mean something else by it.
  await httpStudent(baseUrl, await tokenOf(baseUrl, emailOf(0))).request('GET', '/api/user/me')
  const bystander = await collections.users.findOne({ email: emailOf(0) })
  if (!leaver || !bystander) throw new Error('somebody is no user')
  // An admin's request for questions that is done: an open one would be sent again, and given up one day.
  const jobId = newId().toHexString()
  await collections.jobs.insertOne({
    _id: `${jobId}:1`,
    kind: 'generate-questions',
    parentId: jobId,
    audience: 'review',
    sessionId: null,
    userId: null,
    topicId: toId(spare),
    level: 1,
    count: 1,
    status: 'failed',
    outcome: 'nothing-usable',
    problems: [],
    createdAt: new Date(),
    closedAt: new Date(),
  })

  const sessions: string[] = []
  const questions: string[] = []
  const keep = (list: string[], id: unknown) => {
    if (typeof id !== 'string' || list.includes(id)) return
    list.push(id)
    if (list.length > mostKept) list.shift()
  }

  const idsOf = (field: string, { route }: FuzzRequest): readonly string[] => {
    const forAdmins = route.access === 'admin'
    switch (field) {
      case 'topicId':
        return forAdmins ? [spare] : stocks
      case 'sessionId':
        return sessions
      case 'questionId':
        return route.method === 'GET' ? [...itemIds, ...questions] : forAdmins ? itemIds : questions
      case 'userId':
        return [(route.method === 'DELETE' ? leaver : bystander)._id.toHexString()]
      case 'jobId':
        return [jobId]
      default:
        return []
    }
  }
  const fill = (value: unknown, request: FuzzRequest): unknown => {
    if (typeof value === 'string') {
      const [, field = '', pick = ''] = idMarkForm.exec(value) ?? []
      if (field === '') return value
      const known = idsOf(field, request)
      return known[Number(pick) % known.length] ?? Number(pick).toString(16).padStart(24, '0')
    }
    if (Array.isArray(value)) return value.map((each) => fill(each, request))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, request)]))
  }
  /** In bodies that are broken as text. */
  const fillText = (text: string, request: FuzzRequest) =>
    text.replace(/@@\w+:\d+/g, (mark) => String(fill(mark, request)))

  return {
    tokens,
    fillIn: (request) => ({
      ...request,
      params: fill(request.params, request) as Record<string, unknown>,
      query: fill(request.query, request) as Record<string, unknown>,
      body: fill(request.body, request),
      ...(request.rawBody !== undefined && { rawBody: fillText(request.rawBody, request) }),
    }),
    learn({ headers, text }) {
      if (!headers.get('content-type')?.startsWith('application/json')) return
      const { sessionId, question, nextQuestion } = JSON.parse(text || 'null') ?? {}
      keep(sessions, sessionId)
      keep(questions, (question ?? nextQuestion)?.id)
    },
  }
}
