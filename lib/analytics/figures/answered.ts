/** Answers that figures are made of: those with a verdict, of one topic in one period. */
import type { ObjectId } from 'mongodb'

export type Answered = {
  topicId: ObjectId
  timestamp: { $gte: Date; $lt: Date }
  isCorrect: { $in: boolean[] }
}
