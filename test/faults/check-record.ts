/**
 * What MongoDB must hold, from what the student saw and the key to the stock alone. Knows nothing of how the platform
 * decides: only that what it said stands, that each answer counts once, and that the sums are right.
 */
import { isDeepStrictEqual } from 'node:util'
import type { AttemptDocument, SessionDocument } from '../../lib/contract/documents.ts'
import type { AnswerReply, QuestionView } from '../../lib/contract/quiz.ts'
import type { Lane } from './lane.ts'
import type { Plan } from './plan.ts'
import { isJudgedLater, isRight } from './stock.ts'
import type { AnswerSent, Story } from './story.ts'

type Claim = (holds: boolean, wrong: string) => void

/** An answer without a verdict after this long may be given up. */
const givenUpAfterMs = 5 * 60_000

export async function checkRecord(
  lane: Lane,
  story: Story,
  { subject, length }: Plan,
  email: string,
): Promise<string[]> {
  const wrongs: string[] = []
  const claim: Claim = (holds, wrong) => {
    if (!holds) wrongs.push(wrong)
  }
  const { collections } = lane
  const [users, sessions, attempts, copies, jobs, interactions, reports, bank, made] = await Promise.all([
    collections.users.find({ email }).toArray(),
    collections.quizSessions.find().sort({ ordinal: 1 }).toArray(),
    collections.attempts.find().sort({ seq: 1 }).toArray(),
    collections.questions.find().toArray(),
    collections.jobs.find().toArray(),
    collections.interactions.find().toArray(),
    collections.reports.find().toArray(),
    collections.bankItems.find().toArray(),
    collections.generatedQuestions.find().toArray(),
  ])
  claim(users.length === 1, `${users.length} users of one person`)
  checkStarts(story, sessions, claim)
  checkQuestions(story, sessions, claim)
  checkReports(story, reports, claim)
  const stock = new Map([...bank, ...made].map(({ _id, text }) => [_id.toHexString(), text]))
  claim(new Set(made.map(({ text }) => text)).size === made.length, 'a question was made twice')
  for (const { _id, count } of jobs) {
    const own = made.filter(({ jobId }) => jobId === _id).length
    claim(own <= count, `${own} questions for a job of ${count}`)
  }
  // Of a topic without a stock: what has not been made after half an hour is not waited for.
  const mayEndEarly = subject === 'generated' && story.jumped
  const bySession = Map.groupBy(attempts, ({ sessionId }) => sessionId.toHexString())
  for (const session of sessions) {
    const id = session._id.toHexString()
    const own = bySession.get(id) ?? []
    const about: Claim = (holds, wrong) => claim(holds, `quiz ${session.ordinal}: ${wrong}`)
    checkAttempts(
      own,
      story.answers.filter(({ sessionId }) => sessionId === id),
      stock,
      about,
    )
    checkEnd(session, own, { story, length, mayEndEarly }, about)
    checkViews(own, story, id, about)
    for (const { questionId } of own) {
      const copy = copies.find(({ _id }) => _id.equals(questionId))
      about(copy?.servedAt instanceof Date, `question ${questionId} was answered and is not marked as served`)
    }
  }
  claim(
    [...bySession.keys()].every((id) => sessions.some(({ _id }) => _id.toHexString() === id)),
    'an attempt of no quiz',
  )
  for (const { sessionId } of story.answers.filter(({ outcome }) => outcome?.kind === 'replied')) {
    claim(
      sessions.some(({ _id }) => _id.toHexString() === sessionId),
      `quiz ${sessionId} is gone`,
    )
  }

  const completed = sessions.some(({ status }) => status === 'completed')
  const [user] = users
  const topics = user?.progress.topicsCompleted ?? []
  claim(
    topics.length === (completed ? 1 : 0),
    `${topics.length} topics completed, ${completed ? 'one' : 'none'} expected`,
  )

  for (const job of jobs) claim(job.status !== 'done' || job.closedAt !== null, `job ${job._id} is done and not closed`)
  const deeds = interactions.map(({ type, sessionId, questionId, data }) =>
    [type, sessionId, questionId, type === 'question.reported' ? data.reason : ''].join(),
  )
  claim(new Set(deeds).size === deeds.length, 'a deed is told twice')
  for (const told of interactions) {
    const attempt = attempts.find(({ questionId }) => told.questionId?.equals(questionId))
    if (told.type === 'answer.graded') {
      claim(
        told.data.verdict === attempt?.verdict,
        `the verdict told, ${told.data.verdict}, is not ${attempt?.verdict}`,
      )
    }
    if (told.type === 'quiz.completed') {
      const session = sessions.find(({ _id }) => _id.equals(told.sessionId))
      claim(told.data.score === session?.score, `the score told, ${told.data.score}, is not ${session?.score}`)
    }
  }
  return wrongs
}

/** One quiz for each start that was taken, at most one of them open, each start told the same every time. */
function checkStarts({ starts }: Story, sessions: readonly SessionDocument[], claim: Claim): void {
  claim(
    sessions.every(({ ordinal }, index) => ordinal === index + 1),
    `ordinals ${sessions.map(({ ordinal }) => ordinal)}`,
  )
  const open = sessions.filter(({ status }) => status === 'active' || status === 'preparing')
  claim(
    open.every((session) => session === sessions.at(-1)),
    `${open.length} open quizzes`,
  )
  const keys = sessions.map(({ idempotencyKey }) => idempotencyKey)
  claim(new Set(keys).size === keys.length, 'two quizzes by one key')
  claim(
    keys.every((key) => starts.some((start) => start.key === key)),
    'a quiz that nobody has started',
  )
  for (const [key, sent] of Map.groupBy(starts, (start) => start.key)) {
    const created = sent.flatMap(({ outcome }) => (outcome?.status === 201 ? [outcome.started] : []))
    claim(
      created.every((started) => isDeepStrictEqual(started, created[0])),
      `${key} has started different quizzes`,
    )
    for (const { sessionId } of created) {
      const session = sessions.find(({ _id }) => _id.toHexString() === sessionId)
      claim(session?.idempotencyKey === key, `the quiz that ${key} has started is gone`)
    }
  }
  for (const { outcome } of starts) {
    if (outcome?.status !== 200) continue
    claim(
      sessions.some(({ _id }) => _id.toHexString() === outcome.started.sessionId),
      'a resumed quiz is gone',
    )
  }
}

/** However often a question is shown, and in whatever reply: the same place, the same words, the same order of options. */
function checkQuestions({ starts, answers, views }: Story, sessions: readonly SessionDocument[], claim: Claim): void {
  const ended = new Set(sessions.flatMap(({ _id, status }) => (status === 'abandoned' ? [_id.toHexString()] : [])))
  const shown: { sessionId: string; question: QuestionView }[] = [
    ...starts.flatMap(({ outcome }) => (outcome && outcome.status !== 202 ? [outcome.started] : [])),
    ...answers.flatMap(({ sessionId, outcome }) =>
      outcome?.kind === 'replied' && 'nextQuestion' in outcome.reply && outcome.reply.nextQuestion
        ? [{ sessionId, question: outcome.reply.nextQuestion }]
        : [],
    ),
    ...views.flatMap(({ view: { sessionId, question } }) => (question ? [{ sessionId, question }] : [])),
  ]
  for (const [id, same] of Map.groupBy(shown, ({ question }) => question.id)) {
    claim(
      same.every((each) => isDeepStrictEqual(each, same[0])),
      `question ${id} has been shown in two ways`,
    )
  }
  // Of an abandoned quiz, the last question may have been chosen by a request that came too late.
  const open = shown.filter(({ sessionId }) => !ended.has(sessionId))
  for (const [place, same] of Map.groupBy(open, ({ sessionId, question }) => `${question.number} of ${sessionId}`)) {
    claim(new Set(same.map(({ question }) => question.id)).size === 1, `two questions were shown as number ${place}`)
  }
}

type Kept = { questionId: { toHexString(): string }; reason: string; comment?: string | undefined }

/** One for each question and reason, in the words of one that was sent; told as new at most once. */
function checkReports({ reports }: Story, kept: readonly Kept[], claim: Claim): void {
  const keyOf = ({ questionId, reason }: { questionId: unknown; reason: string }) => `${questionId} (${reason})`
  const sent = Map.groupBy(reports, keyOf)
  for (const [key, same] of sent) {
    const own = kept.filter((report) => keyOf(report) === key)
    claim(own.length <= 1, `${own.length} reports of ${key}`)
    claim(own.length === 1 || same.every(({ status }) => status === null), `the report of ${key} is lost`)
    claim(
      own.every(({ comment }) => same.some((each) => each.comment === comment)),
      `the report of ${key} has other words`,
    )
    claim(same.filter(({ status }) => status === 201).length <= 1, `the report of ${key} was new twice`)
  }
  claim(
    kept.every((report) => sent.has(keyOf(report))),
    'a report of nobody',
  )
}

function checkAttempts(
  attempts: readonly AttemptDocument[],
  sent: readonly AnswerSent[],
  stock: ReadonlyMap<string, string>,
  claim: Claim,
): void {
  const places = attempts.map(({ seq }) => seq)
  claim(
    places.every((seq, index) => seq === index),
    `attempts at ${places.join()}`,
  )
  claim(
    new Set(attempts.map(({ questionId }) => questionId.toHexString())).size === attempts.length,
    'a question twice',
  )
  claim(new Set(attempts.map(({ itemId }) => itemId.toHexString())).size === attempts.length, 'an item twice')
  for (const [index, attempt] of attempts.entries()) {
    const { answer, verdict, isCorrect, reply } = attempt
    const id = attempt.questionId.toHexString()
    const mine = sent.filter(({ question }) => question.id === id)
    const question = mine[0]?.question
    claim(
      mine.some((each) => each.answer === answer),
      `answer ${index + 1} is nobody's: ${answer.slice(0, 40)}`,
    )
    claim(
      mine.every(({ question }) => question.number === index + 1),
      `question ${id} is not number ${index + 1}`,
    )
    if (!question) continue
    claim(
      stock.get(attempt.itemId.toHexString()) === question.text,
      `answer ${index + 1} is to no question of the stock`,
    )
    const waited = (attempt.gradedAt?.getTime() ?? 0) - attempt.timestamp.getTime()
    if (verdict === 'unknown') {
      const mayBe = isJudgedLater(question, answer) && waited >= givenUpAfterMs
      claim(mayBe && isCorrect === null, `answer ${index + 1} has no verdict after ${waited} ms`)
    } else {
      const right = isRight(question, answer)
      claim(
        isCorrect === right && verdict === (right ? 'correct' : 'incorrect'),
        `answer ${index + 1} is ${verdict} (${isCorrect}), and should be ${right}`,
      )
    }
    claim(reply?.correct === isCorrect, `answer ${index + 1} was told ${reply?.correct} and is ${isCorrect}`)
    const following = attempts[index + 1]
    if (following) {
      claim(isDeepStrictEqual(following.ability.before, attempt.ability.after), `answer ${index + 2} starts elsewhere`)
      const next = reply && 'nextQuestion' in reply ? reply.nextQuestion?.id : undefined
      claim(
        next === undefined || next === following.questionId.toHexString(),
        `after answer ${index + 1} another question was asked than was announced`,
      )
    }
  }
  checkReplies(attempts, sent, claim)
}

/** What was said of an answer stands, word for word; what was refused was another one. */
function checkReplies(attempts: readonly AttemptDocument[], sent: readonly AnswerSent[], claim: Claim): void {
  for (const { question, answer, outcome } of sent) {
    if (outcome === null || outcome.kind === 'refused') continue
    const attempt = attempts.find(({ questionId }) => questionId.toHexString() === question.id)
    const what = `the answer to question ${question.number}`
    if (!attempt) {
      claim(false, `${what} is lost`)
      continue
    }
    switch (outcome.kind) {
      case 'replied':
        claim(attempt.answer === answer, `${what} counts, and another one is on record`)
        claim(isDeepStrictEqual(outcome.reply, asSent(attempt.reply)), `the reply to ${what} has changed`)
        break
      case 'pending':
        claim(attempt.answer === answer, `${what} is taken, and another one is on record`)
        break
      case 'other-recorded':
        claim(attempt.answer !== answer, `${what} is refused as another one, and is the one on record`)
        claim(
          outcome.correct === attempt.isCorrect || outcome.correct === null,
          `a refusal tells another verdict of ${what}`,
        )
    }
  }
}

const asSent = (reply: AnswerReply | null): unknown => JSON.parse(JSON.stringify(reply))

/** Every verdict is in, and the session says what its attempts say. */
function checkEnd(
  session: SessionDocument,
  attempts: readonly AttemptDocument[],
  { story, length, mayEndEarly }: { story: Story; length: number; mayEndEarly: boolean },
  claim: Claim,
): void {
  const correct = attempts.filter(({ isCorrect }) => isCorrect === true).length
  const judged = attempts.filter(({ isCorrect }) => isCorrect !== null).length
  const path = attempts.map(({ difficulty, isCorrect }, index) => ({
    number: index + 1,
    level: difficulty,
    correct: isCorrect,
  }))
  const { status } = session
  claim(attempts.length <= length, `${attempts.length} answers in a quiz of ${length}`)
  if (attempts.length === length) claim(status === 'completed', `all ${length} answers are in, and it is ${status}`)
  switch (status) {
    case 'completed': {
      const isCut = mayEndEarly && session.stopReason === 'exhausted'
      claim(isCut || attempts.length === length, `completed after ${attempts.length} of ${length} answers`)
      claim(
        session.score === correct && session.total === judged,
        `score ${session.score}/${session.total}, not ${correct}/${judged}`,
      )
      claim(isDeepStrictEqual(session.result?.path, path), 'its path is not that of its answers')
      claim(isCut || session.stopReason === 'length', `it ended by ${session.stopReason}`)
      const told = attempts.at(-1)?.reply
      const isTold = told && 'completed' in told
      claim(
        Boolean(
          isTold && told.score === correct && told.total === judged && isDeepStrictEqual(told.result, session.result),
        ),
        'its last answer was told another result',
      )
      break
    }
    case 'abandoned':
      claim(
        story.abandoned.has(session._id.toHexString()) || story.nights > 0 || wasRestarted(story),
        'abandoned by nobody',
      )
      break
    case 'active': {
      claim(story.nights === 0, 'open after the night')
      const served = session.questions.map(String)
      const answered = attempts.map(({ questionId }) => String(questionId))
      claim(
        session.totalAnswered === attempts.length &&
          session.currentIndex === attempts.length &&
          session.correctCount === correct,
        `counts ${session.totalAnswered} answers, ${session.correctCount} correct: ${attempts.length} and ${correct} on record`,
      )
      claim(
        isDeepStrictEqual(served.slice(0, answered.length), answered),
        'its questions are not those that were answered',
      )
      claim(served.length === answered.length + 1, `${served.length} questions served after ${answered.length} answers`)
      break
    }
    case 'preparing':
      claim(false, 'still preparing')
  }
  const seen = story.answers.filter(({ sessionId }) => sessionId === session._id.toHexString())
  const shown = new Set([...session.questions.map(String), ...attempts.map(({ questionId }) => String(questionId))])
  if (status !== 'abandoned') {
    claim(
      seen.every(({ question }) => shown.has(question.id)),
      'the student saw a question that it does not name',
    )
  }
}

/** A restart whose reply was lost may have abandoned a quiz that the student never heard of. */
const wasRestarted = ({ starts }: Story) => starts.some(({ restart }) => restart)

/** A look never shows less than what was known. */
function checkViews(attempts: readonly AttemptDocument[], { views }: Story, sessionId: string, claim: Claim): void {
  for (const { view, known } of views.filter(({ view }) => view.sessionId === sessionId)) {
    claim(view.answered >= new Set(known).size, `a look shows ${view.answered} answers of ${known.length}`)
    claim(!view.question || !known.includes(view.question.id), 'a look asks a question again')
    const last = view.lastAnswer
    const attempt = last && attempts.find(({ questionId }) => questionId.toHexString() === last.questionId)
    if (last && last.verdict !== 'checking') {
      claim(attempt?.isCorrect === last.correct, 'a look shows another verdict than is on record')
    }
  }
}
