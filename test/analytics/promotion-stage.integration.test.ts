/** Experiments over simulated nights, through the stages and the stores. */
import { beforeEach, describe, expect, it } from 'vitest'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import type { Stage } from '../../lib/analytics/night/stage.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import { changePrompt } from '../../lib/generation/admin-prompts.ts'
import { testPlatform } from '../support/platform.ts'
import { Killed, killAt } from './kill-at.ts'
import { School } from './school.ts'

const platform = testPlatform()
const school = new School(platform, 600)
const { experiments, prompts, promptOutcomes, generationLogs, nightRuns } = platform.collections
const judging = ['prompt-outcomes', 'promotion']

/** Of ten questions six to eight are accepted, and of the second version two more. */
const better = (version: number, chance: number) => ({ accepted: 6 + Math.floor(3 * chance) + (version === 2 ? 2 : 0) })
const same = (_: number, chance: number) => ({ accepted: 6 + Math.floor(3 * chance) })
const experiment = async () => (await experiments.find().toArray())[0]!

beforeEach(async () => {
  school.policy = 'auto'
  await school.open()
})

describe('a draft', () => {
  it('is tried on a tenth of the students by itself', async () => {
    await school.draft('Be brief.')
    await school.night(...judging)
    expect(await school.statuses()).toEqual([
      [1, 'active'],
      [2, 'canary'],
    ])
    expect(await experiment()).toMatchObject({ control: 1, treatment: 2, share: 0.1, status: 'running', evidence: [] })
  })

  it('waits for an admin where the policy says so, who has it tried at once', async () => {
    school.policy = 'manual'
    await school.draft('Be brief.')
    await school.night(...judging)
    expect(await school.statuses()).toEqual([
      [1, 'active'],
      [2, 'draft'],
    ])
    expect(await experiments.countDocuments()).toBe(0)
    await changePrompt(school.deps, { name: 'text', version: 2, status: 'canary' })
    expect(await experiment()).toMatchObject({ treatment: 2, share: 0.1 })
  })

  it('is not tried when it breaks the rules, or while another is', async () => {
    await school.draft('{{nonsense}}')
    await school.draft('Example.', { fewShot: [{ ask: 'Write one.', reply: 'No.' }] })
    await school.night(...judging)
    expect(await experiments.countDocuments()).toBe(0)
    await school.draft('Be brief.')
    await school.draft('Be long.')
    await school.night(...judging)
    await school.night(...judging)
    expect(await experiments.countDocuments()).toBe(1)
    expect(await experiment()).toMatchObject({ treatment: 5 })
  })
})

describe('an experiment', () => {
  beforeEach(async () => {
    await school.draft('Be brief.')
    await school.night(...judging)
    school.nextDay()
  })

  it('with a better version ends in its promotion: 10 %, half, all, and a week of watching', async () => {
    const shares: number[] = []
    while ((await experiment()).status === 'running' && school.day < 20) {
      // What is watched after the promotion needs no proof.
      await school.workDay(better, (await experiment()).state.phase === 'watch' ? 60 : 600)
      await school.night(...judging)
      shares.push((await experiment()).share)
      school.nextDay()
    }
    const { status, evidence, endedAt } = await experiment()
    expect(status).toBe('promoted')
    expect(endedAt).not.toBeNull()
    expect(shares.slice(0, 3)).toEqual(
      [0.1, 0.5, 1]
        .slice(shares[0] === 0.5 ? 1 : 0)
        .concat(1)
        .slice(0, 3),
    )
    expect(evidence.map(({ decision }) => decision).filter((each) => each !== 'continue')).toEqual([
      'widen',
      'promote',
      'settle',
    ])
    const proof = evidence.find(({ decision }) => decision === 'promote')!
    expect(proof.test!.evidence).toBeGreaterThanOrEqual(20)
    // Students, not the ten questions that each of them asked for.
    expect(proof.figures.candidate.acceptedYield.n + proof.figures.control.acceptedYield.n).toBe(600)
    expect(proof.figures.candidate.acceptedYield.mean).toBeGreaterThan(0.85)
    expect(await school.statuses()).toEqual([
      [1, 'retired'],
      [2, 'active'],
    ])
  }, 60_000)

  it('with a version that takes twice as long is rolled back on the guardrail', async () => {
    const slow = (version: number, chance: number) => ({
      ...same(version, chance),
      latencyMs: version === 2 ? 1_000 : 500,
    })
    while ((await experiment()).status === 'running' && school.day < 12) {
      await school.workDay(slow)
      await school.night(...judging)
      school.nextDay()
    }
    const { status, evidence, share } = await experiment()
    expect(status).toBe('rolled-back')
    expect(share).toBe(0)
    expect(evidence.at(-1)).toMatchObject({ decision: 'roll-back', reason: 'guardrail: latency' })
    expect(evidence.at(-1)!.figures.candidate.latency.p95Ms).toBeGreaterThan(900)
    expect(await school.statuses()).toEqual([
      [1, 'active'],
      [2, 'retired'],
    ])
  }, 60_000)

  it('counts a job of which nothing came as nothing, and one that came back once', async () => {
    await school.workDay(() => ({ accepted: 5 }))
    const [one, two] = await generationLogs.find({ arm: 'control' }).limit(2).toArray()
    await generationLogs.updateOne({ _id: one!._id }, { $set: { questionsGenerated: 0 } })
    await generationLogs.insertOne({
      ...two!,
      _id: school.topicId,
      questionsGenerated: 0,
      calls: [],
      outcome: 'rate-limited',
    })
    await school.night('prompt-outcomes')
    const controls = await generationLogs.distinct('userId', { arm: 'control' })
    const figures = await promptOutcomes.findOne({ arm: 'control', date: school.date })
    expect(figures!.figures.acceptedYield.n).toBe(controls.length)
    expect(figures!.figures.acceptedYield.mean).toBeCloseTo((0.5 * (controls.length - 1)) / controls.length, 9)
    expect(figures).toMatchObject({ jobs: controls.length, requested: 10 * controls.length })
    expect(figures!.rejections).toEqual([{ rule: 'key-in-text', n: controls.length + 1 }])
    expect(figures!.figures.cost).toMatchObject({ n: controls.length })
  })

  it('is decided on once a date, however often the night is done', async () => {
    await school.workDay(better)
    await school.night(...judging)
    const [before, figures] = [await experiment(), await promptOutcomes.find().sort({ _id: 1 }).toArray()]
    expect(before.evidence).toHaveLength(1)
    await school.night(...judging)
    expect(await experiment()).toEqual(before)
    expect(await promptOutcomes.find().sort({ _id: 1 }).toArray()).toEqual(figures)
  })

  it('gives way to an admin who makes another version active', async () => {
    const third = await school.draft('Be long.')
    await changePrompt(school.deps, { name: 'text', version: third.version, status: 'active' })
    await school.workDay(same)
    school.policy = 'manual'
    await school.night(...judging)
    expect(await experiment()).toMatchObject({ status: 'stopped', share: 0 })
    expect(await school.statuses()).toEqual([
      [1, 'retired'],
      [2, 'retired'],
      [3, 'active'],
    ])
  })
})

it('a night killed at any store call and done again decides the same', async () => {
  const two = stages.filter(({ name }) => judging.includes(name)) as [Stage, ...Stage[]]
  await school.draft('Be brief.')
  await school.night(...judging)
  for (let day = 0; day < 2; day += 1) {
    school.nextDay()
    await school.workDay(better)
    if (day === 0) await school.night(...judging)
  }
  school.now += 15.25 * 3_600_000
  const changing = [prompts, experiments, promptOutcomes, nightRuns].map((each) =>
    platform.db.collection(each.collectionName),
  )
  const before = await Promise.all(changing.map((each) => each.find().toArray()))
  const prepare = async () => {
    for (const [index, each] of changing.entries()) {
      await each.deleteMany({})
      await each.insertMany(before[index]!)
    }
  }
  const state = async () => ({
    prompts: await prompts.find().sort({ name: 1, version: 1 }).toArray(),
    experiments: await experiments.find().toArray(),
    figures: await promptOutcomes.find().sort({ _id: 1 }).toArray(),
  })
  const undisturbed = killAt(school.deps, 0)
  await drainNight(undisturbed.deps, two, school.date, { concurrency: 1 })
  const expected = await state()
  expect(expected.experiments[0]).toMatchObject({ state: { phase: 'watch' }, applied: true })
  for (let at = 3; at <= undisturbed.calls(); at += 23) {
    await prepare()
    const mortal = killAt(school.deps, at, at % 2 === 0)
    await expect(drainNight(mortal.deps, two, school.date, { concurrency: 1 })).rejects.toThrow(Killed)
    await drainNight(school.deps, two, school.date, { concurrency: 1 })
    expect(await state(), `killed at call ${at}`).toEqual(expected)
  }
  expect(await nightRuns.countDocuments({ status: 'running' })).toBe(0)
}, 120_000)
