/** Code answers that take long to judge. Each message by itself: one that fails is tried again without the others. */
import { checkCodeMessageSchema } from '../../lib/contract/events.ts'
import { faultOf, log } from '../../lib/platform/log.ts'
import { queueHandler } from '../../lib/platform/queue-handler.ts'
import { checkCode } from '../../lib/quiz/check-code.ts'
import { quizDeps } from '../../lib/quiz/deps.ts'
import { createCodeJudge } from './check-code/code-judge.ts'

/** Warm from one batch to the next. */
const { judge } = createCodeJudge()

export const handler = queueHandler(checkCodeMessageSchema, async (messages) => {
  const deps = await quizDeps()
  const failed: string[] = []
  for (const { messageId, body } of messages) {
    try {
      await checkCode(deps, judge, body)
    } catch (error) {
      log.error('a code answer is to be judged again', { ...body, error: faultOf(error) })
      failed.push(messageId)
    }
  }
  return failed
})
