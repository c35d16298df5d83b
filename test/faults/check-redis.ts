/** Whatever Redis holds of a quiz must have been so: its answers are the record's first ones, and its pool has no old ones. */
import { ObjectId } from 'mongodb'
import type { Lane } from './lane.ts'

export async function checkRedis(lane: Lane, sessionId: string): Promise<string[]> {
  const key = `session:{${sessionId}}`
  const [held, answers, pool] = (await lane.askRedis([
    ['HMGET', key, 'seq', 'currentQuestion'],
    ['LRANGE', `${key}:answers`, 0, -1],
    ['ZRANGE', `${key}:order`, 0, -1],
  ])) as [[string | null, string | null], string[], string[]]
  const [seq, current] = held
  if (seq === null) return []
  const session = new ObjectId(sessionId)
  const attempts = await lane.collections.attempts.find({ sessionId: session }).sort({ seq: 1 }).toArray()
  const told = answers.map((answer) => JSON.parse(answer) as { questionId: string; correct: boolean | null })
  const wrongs: string[] = []
  const claim = (holds: boolean, wrong: string) => {
    if (!holds) wrongs.push(`Redis, quiz ${sessionId}: ${wrong}`)
  }
  claim(told.length === Number(seq), `${told.length} answers at seq ${seq}`)
  claim(Number(seq) <= attempts.length, `seq ${seq}, and ${attempts.length} attempts on record`)
  for (const [index, { questionId, correct }] of told.entries()) {
    const attempt = attempts[index]
    claim(
      attempt?.questionId.toHexString() === questionId && attempt.isCorrect === correct,
      `answer ${index + 1} is not the one on record`,
    )
  }
  const following = attempts[Number(seq)]
  if (following && current) {
    claim(
      current === following.questionId.toHexString(),
      `another question than ${following.questionId} after seq ${seq}`,
    )
  }
  const met = new Set([...told.map(({ questionId }) => questionId), ...(current ? [current] : [])])
  claim(!pool.some((id) => met.has(id)), 'a question that was asked is in the pool')
  claim(new Set(told.map(({ questionId }) => questionId)).size === told.length, 'an answer twice')
  return wrongs
}
