/** `npm run bench`: prints one table per measurement. Machines are shared and noisy: compare within a run, not across. */
import { benchDecisions } from './decisions.ts'

console.log('One adaptive decision at ten answers, microseconds')
console.table(benchDecisions())
