import { ErrorReply } from 'redis'
import { expect, test } from 'vitest'
import { encodeOutcome } from '../../../local/redis-rest/encode-reply.ts'

const bytes = (text: string) => Buffer.from(text)
const base64 = (text: string) => bytes(text).toString('base64')

test('integers, nulls and arrays keep their shape', () => {
  expect(encodeOutcome([1, null, [bytes('é')]], 'utf8')).toEqual({ result: [1, null, ['é']] })
  expect(encodeOutcome([1, null, [bytes('é')]], 'base64')).toEqual({ result: [1, null, [base64('é')]] })
})

test('in base64 every string is encoded but the status OK', () => {
  expect(encodeOutcome('OK', 'base64')).toEqual({ result: 'OK' })
  expect(encodeOutcome('PONG', 'base64')).toEqual({ result: base64('PONG') })
  expect(encodeOutcome(bytes('OK'), 'base64')).toEqual({ result: base64('OK') })
  expect(encodeOutcome(['OK'], 'base64')).toEqual({ result: [base64('OK')] })
})

test('bytes that are no UTF-8 survive base64 and are replaced otherwise', () => {
  expect(encodeOutcome(Buffer.from([0xff]), 'base64')).toEqual({ result: '/w==' })
  expect(encodeOutcome(Buffer.from([0xff]), 'utf8')).toEqual({ result: '\ufffd' })
})

test('an error is its message, never encoded', () => {
  expect(encodeOutcome(new ErrorReply('WRONGTYPE x'), 'base64')).toEqual({ error: 'WRONGTYPE x' })
})
