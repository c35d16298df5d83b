/**
 * The scripted model as a server of its own, for `npm start` to ask.
 *
 * Usage: npm run model-server -- [--port 0] [--script good,good,refusal] [--wrong-keys 0.1] [--seed 1]
 *        OPENAI_BASE_URL=http://127.0.0.1:PORT/v1 npm start
 */
import { parseArgs } from 'node:util'
import { startModelServer } from '../model-server.ts'
import { behaviours, isBehaviour } from './turns.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    script: { type: 'string', default: 'good' },
    'wrong-keys': { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const names = values.script.split(',')
const script = names.filter(isBehaviour)
if (script.length < names.length) {
  console.error(`--script takes, separated by commas: ${behaviours.join(', ')}`)
  process.exit(2)
}
const server = await startModelServer({
  port: Number(values.port),
  script,
  wrongKeys: Number(values['wrong-keys']),
  seed: Number(values.seed),
})
console.log(`ready ${server.url}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void server.stop().then(() => process.exit()))
