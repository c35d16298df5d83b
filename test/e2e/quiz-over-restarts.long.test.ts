/** The README's promise: kill the platform in the middle of a quiz, start it again, and go on where one was. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startPlatformProcess } from '../support/platform-process.ts'
import { httpStudent, tokenOf } from './student.ts'

test('a quiz goes on after a clean stop and after kill -9', async () => {
  const data = mkdtempSync(join(tmpdir(), 'quiz-over-restarts-'))
  onTestFinished(() => rmSync(data, { recursive: true, maxRetries: 10, retryDelay: 500 }))
  const { PATH, HOME, TMPDIR, XDG_CACHE_HOME } = process.env
  const env = Object.fromEntries(
    Object.entries({ PATH, HOME, TMPDIR, XDG_CACHE_HOME }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
  const start = () => startPlatformProcess(['--port', '0', '--data', data], { env })

  const first = await start()
  const token = await tokenOf(first.url, 'anna@school.example')
  let anna = httpStudent(first.url, token)
  const [topic] = await anna.topics()
  const { sessionId, question } = await anna.start({ topicId: topic!.topicId })
  let current = question
  const answerOne = async () => {
    const reply = await anna.answer(sessionId, current)
    if (!('nextQuestion' in reply) || !reply.nextQuestion) throw new Error('the quiz ended early')
    current = reply.nextQuestion
  }
  await answerOne()
  await answerOne()
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')

  const second = await start()
  anna = httpStudent(second.url, token)
  expect(await anna.look(sessionId)).toMatchObject({ status: 'active', answered: 2, question: current })
  await answerOne()
  expect(await second.stop()).toBe(0)

  const third = await start()
  anna = httpStudent(third.url, token)
  expect(await anna.look(sessionId)).toMatchObject({ status: 'active', answered: 3, question: current })
  for (let number = 4; number <= 9; number += 1) await answerOne()
  expect(await anna.answer(sessionId, current)).toMatchObject({ completed: true, total: 10 })
  await third.stop()
})
