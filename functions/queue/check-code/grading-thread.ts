/** The thread that judges programs, one at a time: the pure grader, and nothing else of the platform. */
import { parentPort } from 'node:worker_threads'
import * as z from 'zod'
import { solutionPatternSchema } from '../../../lib/contract/solution-pattern.ts'
import { gradeCode } from '../../../lib/grading/code/grade-code.ts'
import { toGrade } from '../../../lib/grading/grade-answer.ts'

const owner = parentPort
if (!owner) throw new Error('grading-thread.ts is started by code-judge.ts only')

const jobSchema = z.strictObject({ pattern: solutionPatternSchema, source: z.string() })

owner.on('message', (job) => {
  const { pattern, source } = jobSchema.parse(job)
  owner.postMessage(toGrade(gradeCode(pattern, source)))
})

owner.postMessage('ready')
