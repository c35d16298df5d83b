import { expect, test } from 'vitest'
import { checkLoopback } from '../../../local/servers/aws.ts'

test.each([
  'http://127.0.0.1:4566',
  'http://localhost:4566',
  'http://[::1]:4566',
  'http://aws.localhost:4566',
  'http://127.1.2.3',
])('%s is on this machine', (endpoint) => {
  expect(() => checkLoopback(endpoint)).not.toThrow()
})

test.each([
  'https://sqs.eu-west-1.amazonaws.com',
  'http://localhost.example.com',
  'http://127.0.0.1.example.com',
  'http://example.com/127.0.0.1',
  'http://localhost@example.com',
  'http://10.0.0.1:4566',
  'localhost',
  '',
])('"%s" is not', (endpoint) => {
  expect(() => checkLoopback(endpoint)).toThrow('must name this machine')
})
