/** The provider's content filter, at the other end of a real wire. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { moderateTexts } from '../../lib/generation/moderate-texts.ts'
import { connectModel } from '../../lib/platform/openai.ts'
import { startModelServer } from '../support/model-server.ts'

const server = await startModelServer()
afterAll(() => server.stop())
beforeEach(() => server.play('good'))

const deps = {
  model: connectModel({ baseUrl: server.url, apiKey: 'none', model: 'scripted', prices: null }),
  clock: () => new Date(),
  config: { OPENAI_MODERATION_MODEL: 'filter-1' },
}
const moderate = (texts: string[]) => moderateTexts(deps, texts, AbortSignal.timeout(1_000))

describe('the content filter', () => {
  it('says of each text what it objects to, in order, and is logged', async () => {
    const { opinion, call } = await moderate(['fine', 'something forbidden', 'fine as well'])
    expect(opinion).toEqual({ flagged: [false, true, false] })
    expect(call).toMatchObject({ purpose: 'moderate', outcome: 'completed', model: 'filter-1' })
    expect(server.requests.at(-1)?.path).toBe('/v1/moderations')
  })

  it.each(['html', 'server-error', 'hang', 'closed-early', 'no-quota'] as const)(
    'is known not to have answered: %s',
    async (behaviour) => {
      server.play(behaviour)
      const { opinion, call } = await moderate(['fine', 'fine'])
      expect(opinion).toEqual({ failure: expect.any(String) })
      expect(call.outcome).toBe('provider-error')
    },
  )
})
