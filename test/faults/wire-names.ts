/** What a request over HTTP asks of its store, in the words of the design. */
import type { Asked } from './http-proxy.ts'

/** Words by which each script of ours is known. */
const scripts: readonly (readonly [name: string, words: string])[] = [
  ['R1', 'SISMEMBER'],
  ['R2', "'correctStreak', ARGV[3]"],
  ['fill', 'snapshot.pool'],
  ['join', 'local joined'],
  ['count', "'INCR'"],
  ['seq', "return redis.call('HGET', KEYS[1], 'seq')"],
  ['forget', "return redis.call('DEL', unpack(KEYS))"],
]

export function redisName({ body }: Asked): string {
  const [command = '', script = ''] = JSON.parse(body.toString('utf8')) as string[]
  return scripts.find(([, words]) => script.includes(words))?.[0] ?? command
}

/** `PutEvents`, `SendMessageBatch`. */
export function awsName({ headers }: Asked): string {
  return String(headers['x-amz-target'] ?? 'unknown').replace(/^.*\./, '')
}
