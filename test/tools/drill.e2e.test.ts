/** The drill without its elections, which need real MongoDB servers: that it plays, and that it would see a fault. */
import { MongoClient, ObjectId } from 'mongodb'
import { describe, expect, inject, it } from 'vitest'
import { findFaults } from '../../tools/drill/find-faults.ts'
import { takeQuizzes } from '../../tools/drill/take-quizzes.ts'

const baseUrl = inject('baseUrl')

describe('the stepdown drill', () => {
  it('plays quizzes, finds every confirmed answer on record, and sees one that is lost or otherwise', async () => {
    let asked = 0
    const answered = await takeQuizzes(baseUrl, { students: 2, paceMs: 1, over: () => asked++ >= 2 })
    expect(answered).toHaveLength(20)

    const { mongodbUri } = (await (await fetch(`${baseUrl}/local`)).json()) as { mongodbUri: string }
    const client = await new MongoClient(mongodbUri).connect()
    try {
      expect(await findFaults(client.db(), answered)).toEqual([])
      const [one] = answered
      const lost = { ...one!, questionId: new ObjectId().toHexString() }
      const otherwise = { ...one!, correct: !one!.correct }
      expect(await findFaults(client.db(), [lost, otherwise])).toEqual([
        expect.stringContaining('0 attempts'),
        expect.stringContaining('recorded otherwise'),
      ])
    } finally {
      await client.close()
    }
  })
})
