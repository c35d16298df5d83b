/** A grading thread that does as the program says: `loop`, `hoard`, `throw`, `leave`, `babble`; anything else is correct. */
import { parentPort } from 'node:worker_threads'

const deeds: Record<string, () => unknown> = {
  loop() {
    for (;;);
  },
  hoard() {
    const hoard: number[][] = []
    for (;;) hoard.push(new Array<number>(10_000).fill(1.5))
  },
  throw() {
    throw new Error('the grader has a fault')
  },
  leave: () => process.exit(),
  babble: () => ({ verdict: 'perhaps' }),
}

parentPort?.on('message', ({ source }) => {
  parentPort?.postMessage(deeds[source]?.() ?? { verdict: 'correct', feedback: [] })
})

parentPort?.postMessage('ready')
