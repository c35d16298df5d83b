/** Holds what students were told against what is on record. */
import type { Db } from 'mongodb'
import { collections } from '../../lib/platform/collections.ts'
import { toId } from '../../lib/platform/ids.ts'
import type { Answered } from './take-quizzes.ts'

/** @returns what is wrong, a line each: answers that are lost, there twice, or have another verdict */
export async function findFaults(db: Db, answered: readonly Answered[]): Promise<string[]> {
  const { attempts } = collections(db)
  const faults: string[] = []
  for (const { sessionId, questionId, correct } of answered) {
    const found = await attempts.find({ sessionId: toId(sessionId), questionId: toId(questionId) }).toArray()
    if (found.length !== 1) faults.push(`${questionId}: ${found.length} attempts on record`)
    else if (found[0]?.isCorrect !== correct) faults.push(`${questionId}: told ${correct}, recorded otherwise`)
  }
  return faults
}
