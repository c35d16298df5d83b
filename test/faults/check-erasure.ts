/**
 * What must be left of a student who was erased: nothing that leads to them, and every answer with the verdict that they
 * were told, of one person without a name.
 */
import type { Lane } from './lane.ts'
import type { Story } from './story.ts'

export async function checkErasure(lane: Lane, story: Story, email: string): Promise<string[]> {
  const wrongs: string[] = []
  const claim = (holds: boolean, wrong: string) => {
    if (!holds) wrongs.push(`erased: ${wrong}`)
  }
  const { collections, db, issuer } = lane
  const traces = [story.erased ?? '', issuer.subOf(email), email, ...story.reports.map(({ comment }) => comment)]
  for (const name of Object.keys(collections)) {
    for (const document of await db.collection(name).find().toArray()) {
      const text = JSON.stringify(document)
      const trace = traces.find((each) => text.includes(each))
      claim(trace === undefined, `${name} ${document._id} still says ${trace}`)
    }
  }

  const [sessions, attempts, questions, reports] = await Promise.all([
    collections.quizSessions.find().toArray(),
    collections.attempts.find().toArray(),
    collections.questions.find().toArray(),
    collections.reports.find().toArray(),
  ])
  const owners = [...sessions, ...attempts, ...questions, ...reports].map(({ userId }) => userId.toHexString())
  claim(new Set(owners).size <= 1, `one person under ${new Set(owners).size} ids`)
  for (const { sessionId, question, outcome } of story.answers) {
    if (outcome?.kind !== 'replied' && outcome?.kind !== 'pending') continue
    const own = attempts.filter(({ questionId }) => questionId.toHexString() === question.id)
    claim(own.length === 1, `${own.length} attempts at question ${question.number} of ${sessionId}`)
    const [attempt] = own
    if (outcome.kind === 'replied') {
      claim(
        attempt?.isCorrect === outcome.reply.correct,
        `question ${question.number} has another verdict than was told`,
      )
    }
    claim(
      question.type === 'multiple-choice' || attempt?.answer === '',
      `the words of answer ${question.number} are left`,
    )
  }
  for (const { _id, status, score } of sessions) {
    claim(status === 'completed' || status === 'abandoned', `quiz ${_id} is ${status}`)
    const correct = attempts.filter(({ sessionId, isCorrect }) => sessionId.equals(_id) && isCorrect === true).length
    claim(status !== 'completed' || score === correct, `quiz ${_id} says ${score} of ${correct} right answers`)
  }
  for (const { questionId, reason, status } of story.reports) {
    const kept = reports.filter((report) => report.questionId.toHexString() === questionId && report.reason === reason)
    claim(status === null || kept.length === 1, `${kept.length} reports of ${questionId}`)
  }
  // What is left there after a jump of the schedule's clock goes by the clock of Redis.
  if (!story.jumped) {
    const abandoned = sessions.flatMap(({ _id, status }) => (status === 'abandoned' ? [`session:{${_id}}`] : []))
    const live = abandoned.length === 0 ? [] : await lane.askRedis(abandoned.map((key) => ['EXISTS', key]))
    claim(
      live.every((exists) => exists === 0),
      'Redis still serves a quiz',
    )
  }
  return wrongs
}
