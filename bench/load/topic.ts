/** The same topic for both services, each in its own words: so many questions with four options over five levels. */
import { type Db, ObjectId } from 'mongodb'
import { applyCollections, collections } from '../../lib/platform/collections.ts'

const options = ['right', 'wrong', 'false', 'bad']
const explanation = 'Because it follows from the definition, as the second chapter shows with two examples.'

const questionsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    level: 1 + (index % 5),
    text: `Which of these follows from statement ${index} of the chapter?`,
    ...{ options, correctAnswer: 'right', explanation },
  }))

/** @returns the topic's id */
export async function stockOurs(db: Db, count: number): Promise<string> {
  await applyCollections(db)
  const { topics, bankItems } = collections(db)
  const topicId = new ObjectId()
  const now = new Date()
  const range = { difficultyRange: { min: 1, max: 5 } }
  await topics.insertOne({
    _id: topicId,
    title: 'Bench',
    description: 'Bench',
    ...range,
    createdAt: now,
    updatedAt: now,
  })
  await bankItems.insertMany(
    questionsOf(count).map((question, index) => ({
      ...{ _id: new ObjectId(), topicId, key: `item-${index}`, a: 1, b: question.level - 3, c: 0.25 },
      ...{ served: 0, status: 'active', type: 'multiple-choice' },
      ...question,
    })),
  )
  return topicId.toHexString()
}

/** In the collections that mongoose names after its models. */
export async function stockPeer(db: Db, count: number): Promise<string> {
  const topicId = new ObjectId()
  await db.collection('topics').insertOne({ _id: topicId, title: 'Bench', description: 'Bench' })
  await db.collection('questions').insertMany(questionsOf(count).map((question) => ({ topicId, ...question })))
  return topicId.toHexString()
}
