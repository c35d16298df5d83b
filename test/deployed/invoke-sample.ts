/** Invokes a function of the stage with its sample event, through Lambda's Invoke. */
import { readFileSync } from 'node:fs'
import { InvokeCommand } from '@aws-sdk/client-lambda'
import { signEvent } from '../../tools/invoke/sign-event.ts'
import { baseUrl, lambda } from './stage.ts'

/** @throws when the function has no event */
export async function invokeSample(name: string) {
  const event = await signEvent(JSON.parse(readFileSync(`events/${name}.json`, 'utf8')), baseUrl)
  const { FunctionError, LogResult, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: `prod-${name}`, Payload: JSON.stringify(event), LogType: 'Tail' }),
  )
  return {
    event,
    failed: FunctionError !== undefined,
    reply: JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown,
    /** Its last lines. */
    log: Buffer.from(LogResult ?? '', 'base64').toString(),
  }
}
