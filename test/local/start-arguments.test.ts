import { expect, test } from 'vitest'
import { parseStartArguments, UsageError } from '../../local/start-arguments.ts'

test('without words the platform listens on 3000, keeps its data in .local and runs from source', () => {
  expect(parseStartArguments([])).toEqual({ port: 3000, data: '.local', bundled: false })
})

test('every flag says what it says', () => {
  expect(parseStartArguments(['--port', '0', '--data', 'elsewhere', '--bundled'])).toEqual({
    port: 0,
    data: 'elsewhere',
    bundled: true,
  })
  expect(parseStartArguments(['--memory', '--port=65535'])).toEqual({ port: 65535, data: null, bundled: false })
})

test.each([
  { words: ['--prot', '1'], said: /--prot/ },
  { words: ['somewhere'], said: /somewhere/ },
  { words: ['--port'], said: /--port/ },
  { words: ['--port', '65536'], said: /65536/ },
  { words: ['--port', 'http'], said: /http/ },
  { words: ['--port=-1'], said: /-1/ },
  { words: ['--data', ''], said: /folder/ },
  { words: ['--memory', '--data', 'kept'], said: /leave out --data/ },
  { words: ['--memory=yes'], said: /--memory/ },
])('$words is refused, and the message names the fault', ({ words, said }) => {
  const refused = () => parseStartArguments(words)
  expect(refused).toThrow(UsageError)
  expect(refused).toThrow(said)
})
