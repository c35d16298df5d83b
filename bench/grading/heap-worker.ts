/** Grades what it is sent, for the thread that watches this one's heap. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort } from 'node:worker_threads'
import { gradeCode } from '../../lib/grading/code/grade-code.ts'
import { hostilePattern } from './patterns.ts'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

parentPort?.on('message', (source: string) => {
  if (typeof collect === 'function') collect()
  parentPort?.postMessage('ready')
  gradeCode(hostilePattern, source)
  parentPort?.postMessage('done')
})
