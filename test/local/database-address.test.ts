import { expect, test } from 'vitest'
import { databaseAddress } from '../../local/database-address.ts'

test.each([
  ['mongodb://127.0.0.1:27017', 'quiz', 'mongodb://127.0.0.1:27017/quiz'],
  ['mongodb://127.0.0.1:27017/', 'quiz', 'mongodb://127.0.0.1:27017/quiz'],
  ['mongodb://a:1,b:2/?replicaSet=r', 'quiz', 'mongodb://a:1,b:2/quiz?replicaSet=r'],
  ['mongodb+srv://user:word@cluster.example/mine?w=1', 'mine', 'mongodb+srv://user:word@cluster.example/mine?w=1'],
])('%s is the database %s', (uri, name, complete) => {
  expect(databaseAddress(uri, 'quiz')).toEqual({ name, uri: complete })
})

test('anything else is refused', () => {
  expect(() => databaseAddress('http://127.0.0.1:27017', 'quiz')).toThrow('mongodb://')
})
