import { expect, test } from 'vitest'
import { createPenaltyBox } from '../../lib/people/penalty-box.ts'

test('keeps a thousand key ids in mind and forgets the oldest', async () => {
  const box = createPenaltyBox(() => new Date(0))
  for (let i = 0; i <= 1_000; i += 1) box.registerFailedAttempt('uri', `kid-${i}`)
  await expect(box.wait('uri', 'kid-0')).resolves.toBeUndefined()
  await expect(box.wait('uri', 'kid-1')).rejects.toThrow()
  await expect(box.wait('uri', 'kid-1000')).rejects.toThrow()
})

test('a key id that turns out good is free at once', async () => {
  const box = createPenaltyBox(() => new Date(0))
  box.registerFailedAttempt('uri', 'kid')
  box.registerSuccessfulAttempt('uri', 'kid')
  await expect(box.wait('uri', 'kid')).resolves.toBeUndefined()
})
