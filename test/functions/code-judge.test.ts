import { afterAll, describe, expect, it } from 'vitest'
import { createCodeJudge } from '../../functions/queue/check-code/code-judge.ts'
import { judgeHere, long, programs, twicePattern } from '../support/coding.ts'

describe('the judge', () => {
  const { judge, close } = createCodeJudge()
  afterAll(close)

  it.each(Object.entries(programs))('says of a program (%s) what the grader says', async (_, source) => {
    expect(await judge(twicePattern, source)).toEqual(await judgeHere(twicePattern, source))
    expect(await judge(twicePattern, long(source))).toEqual(await judgeHere(twicePattern, long(source)))
  })

  it('takes as many programs at once as there are, and gives each its own verdict', async () => {
    const sources = Array.from({ length: 20 }, (_, index) => (index % 3 === 0 ? programs.right : programs.wrong))
    const verdicts = await Promise.all(sources.map((source) => judge(twicePattern, source)))
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(
      sources.map((source) => (source === programs.right ? 'correct' : 'incorrect')),
    )
  })
})

describe('a program on which the thread has to be ended', () => {
  const thread = new URL('./threads/misbehaving-thread.ts', import.meta.url)
  const { judge, close } = createCodeJudge({ thread, milliseconds: 1_000, heapMegabytes: 32 })
  afterAll(close)

  it.each([
    ['loop', 'time'],
    ['hoard', 'memory'],
    ['throw', 'crash'],
    ['leave', 'crash'],
    ['babble', 'crash'],
  ])(
    '(%s) is unknown, flagged with the reason (%s), and the next one is judged by a new thread',
    async (source, why) => {
      const [stopped, next] = await Promise.all([judge(twicePattern, source), judge(twicePattern, 'fine')])
      expect(stopped).toMatchObject({
        verdict: 'unknown',
        feedback: [{ ruleId: 'too-complex', message: expect.stringMatching(/cannot be judged/) }],
        unsupported: `stopped: ${why}`,
      })
      expect(next).toEqual({ verdict: 'correct', feedback: [] })
    },
  )

  it('that dies while it is idle is made anew', async () => {
    expect(await judge(twicePattern, 'fine')).toMatchObject({ verdict: 'correct' })
    await close()
    expect(await judge(twicePattern, 'fine')).toMatchObject({ verdict: 'correct' })
  })
})

it('a thread that cannot be started is a fault, not a verdict', async () => {
  const { judge } = createCodeJudge({ thread: new URL('./threads/no-such-thread.ts', import.meta.url) })
  await expect(judge(twicePattern, programs.right)).rejects.toThrow()
  await expect(judge(twicePattern, programs.right)).rejects.toThrow()
})
