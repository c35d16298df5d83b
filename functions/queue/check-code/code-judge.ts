/**
 * Judges programs in a warm thread of its own, behind a second fence. Counted fuel decides in every normal case; should
 * a program take the grader longer or more memory than any is known to, the thread is ended and made anew.
 */
import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import * as z from 'zod'
import { feedbackItemSchema } from '../../../lib/contract/feedback.ts'
import { gradeStopped, type StopCause } from '../../../lib/grading/code/stopped-program.ts'
import type { Grade } from '../../../lib/grading/grade-answer.ts'
import { log } from '../../../lib/platform/log.ts'
import { timed } from '../../../lib/platform/metrics.ts'
import type { CodeJudge } from '../../../lib/quiz/check-code.ts'

/** The grader's thread, from source or beside the bundle. */
const gradingThread = new URL(`./grading-thread${extname(import.meta.url)}`, import.meta.url)

export type Fence = {
  thread: URL
  /** For one program, from the moment the thread is ready for it. */
  milliseconds: number
  heapMegabytes: number
}

const defaultFence: Fence = { thread: gradingThread, milliseconds: 1_000, heapMegabytes: 64 }

const gradeSchema = z.strictObject({
  verdict: z.enum(['correct', 'incorrect', 'unknown']),
  feedback: z.array(feedbackItemSchema),
  unsupported: z.string().optional(),
})

/** The judge takes one program after the other; `close` ends its thread, when none is being judged. */
export function createCodeJudge(fence: Partial<Fence> = {}): { judge: CodeJudge; close(): Promise<void> } {
  const { thread: entry, milliseconds, heapMegabytes } = { ...defaultFence, ...fence }
  let warm: Promise<Worker> | undefined
  let previous: Promise<unknown> = Promise.resolve()

  async function startThread(): Promise<Worker> {
    const thread = new Worker(entry, {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: heapMegabytes / 4 },
    })
    // Without a listener, a thread's error would be the process's.
    thread.on('error', ({ name }) => log.error('the grading thread has ended', { errorName: name }))
    thread.once('exit', () => {
      warm = undefined
    })
    // An idle thread keeps no process alive.
    thread.unref()
    await once(thread, 'message')
    return thread
  }

  async function judgeNow(job: { pattern: unknown; source: string }): Promise<Grade> {
    warm ??= startThread()
    const thread = await warm
    const outcome = await judgeIn(thread, job, milliseconds)
    if (typeof outcome !== 'string') return outcome
    log.error('judging a program was stopped', { cause: outcome })
    await thread.terminate()
    return gradeStopped(outcome)
  }

  return {
    judge(pattern, source) {
      const judged = previous.then(() => timed('AnalysisLatency', () => judgeNow({ pattern, source })))
      previous = judged.catch(() => undefined)
      return judged
    },
    async close() {
      await (await warm)?.terminate()
    },
  }
}

/** The grade, or why there is none. */
function judgeIn(thread: Worker, job: unknown, milliseconds: number): Promise<Grade | StopCause> {
  return new Promise((resolve) => {
    const judged = (message: unknown) => {
      const grade = gradeSchema.safeParse(message)
      end(grade.success ? grade.data : 'crash')
    }
    const failed = (error: unknown) => end(isOutOfMemory(error) ? 'memory' : 'crash')
    const exited = () => end('crash')
    const timer = setTimeout(() => end('time'), milliseconds)
    function end(outcome: Grade | StopCause) {
      clearTimeout(timer)
      thread.off('message', judged).off('error', failed).off('exit', exited).unref()
      resolve(outcome)
    }
    thread.on('message', judged).on('error', failed).on('exit', exited).ref()
    thread.postMessage(job)
  })
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
