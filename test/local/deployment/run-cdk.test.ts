import { expect, test } from 'vitest'
import { runCdk } from '../../../local/deployment/run-cdk.ts'

const options = { projectRoot: process.cwd(), signal: AbortSignal.timeout(60_000) }

test.each(['https://cloudformation.eu-west-1.amazonaws.com', 'http://192.168.0.1:4566', 'nonsense'])(
  'nothing is deployed to %s',
  async (endpoint) => {
    await expect(runCdk(['deploy', '--all'], { ...options, endpoint })).rejects.toThrow('this machine')
  },
)

test('what cdk says of a failure is in the error', async () => {
  const endpoint = 'http://127.0.0.1:9'
  await expect(runCdk(['no-such-command'], { ...options, endpoint })).rejects.toThrow(
    /cdk no-such-command failed.*\n.+/,
  )
})
