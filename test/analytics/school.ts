/** A school whose students have questions generated every day, by whichever prompt version their arm gives them. */
import { ObjectId } from 'mongodb'
import { seededRandom } from '../../lib/adaptive/seeded-random.ts'
import type { NightDeps } from '../../lib/analytics/night/deps.ts'
import { drainNight } from '../../lib/analytics/night/drain-night.ts'
import type { Stage } from '../../lib/analytics/night/stage.ts'
import { stages } from '../../lib/analytics/night/stages.ts'
import type { GenerationLogDocument } from '../../lib/contract/generation-documents.ts'
import { forgetPrompts, promptFor } from '../../lib/generation/prompt-registry.ts'
import { addVersion, type NewVersion } from '../../lib/generation/prompt-versions.ts'
import { ownVersion, seedPromptVersions } from '../../lib/generation/seed-prompt-versions.ts'
import { derivedId } from '../../lib/platform/ids.ts'
import type { TestPlatform } from '../support/platform.ts'
import { generationLog } from './generation-log.ts'

const dayMs = 86_400_000
const firstDay = Date.parse('2026-01-05T00:00:00Z')
const hour = 3_600_000

export type Fate = { accepted: number; latencyMs?: number; change?: Partial<GenerationLogDocument> }

export class School {
  readonly platform: TestPlatform
  readonly students: ObjectId[]
  readonly topicId = new ObjectId('65f0c0ffee65f0c0ffee0001')
  policy: 'auto' | 'manual' = 'auto'
  day = 0
  now = firstDay

  constructor(platform: TestPlatform, size: number) {
    this.platform = platform
    this.students = Array.from({ length: size }, (_, index) => derivedId('student', String(index)))
  }

  get deps(): NightDeps {
    const { collections, client } = this.platform
    const config = { IDLE_DAYS: 7, PROMPT_POLICY: this.policy } as NightDeps['config']
    return { collections, client, s3: {}, clock: () => new Date(this.now), config } as unknown as NightDeps
  }

  /** Without anything; the platform's own prompts are active. */
  async open(): Promise<void> {
    const { collections, db } = this.platform
    for (const name of Object.keys(collections)) await db.collection(name).deleteMany({})
    forgetPrompts()
    this.day = 0
    this.now = firstDay
    await seedPromptVersions(this.deps)
  }

  /** A draft of the text prompt with other words. */
  draft(words: string, more: Partial<NewVersion> = {}) {
    const { _id, version: _v, sha256: _s, ...own } = ownVersion('text', new Date(this.now))
    const messages = [...own.messages, { role: 'user' as const, content: words }]
    return addVersion(this.deps, { ...own, messages, status: 'draft', origin: 'admin', ...more })
  }

  get date(): string {
    return new Date(firstDay + this.day * dayMs).toISOString().slice(0, 10)
  }

  /** One job of ten text questions for each of the first so many students, at noon. */
  async workDay(fateOf: (version: number, chance: number) => Fate, attending = this.students.length): Promise<void> {
    this.now = firstDay + this.day * dayMs + 12 * hour
    const random = seededRandom(this.date)
    const logs: GenerationLogDocument[] = []
    for (const [index, userId] of this.students.slice(0, attending).entries()) {
      const { prompt, experimentId, arm } = await promptFor(this.deps, 'text', userId)
      const { accepted, latencyMs = 500, change } = fateOf(prompt.version, random.uniform())
      const log = generationLog(this.topicId, this.day * this.students.length + index)
      logs.push({
        ...log,
        ...{ userId, experimentId, arm, requested: 10, questionsGenerated: accepted },
        ...{ promptVersion: `text@${prompt.version}`, timestamp: new Date(this.now) },
        calls: log.calls.flatMap((call) => [call, call, call, call]).map((call) => ({ ...call, latencyMs })),
        // Nobody is asked them: what becomes of questions is prompt-outcomes.integration.test.ts's to look at.
        candidates: log.candidates.map((candidate) => ({ ...candidate, itemId: null })),
        ...change,
      })
    }
    await this.platform.collections.generationLogs.insertMany(logs)
  }

  /** The stages of these names, as the night does them: at a quarter past three. */
  async night(...names: string[]) {
    this.now = firstDay + (this.day + 1) * dayMs + 3.25 * hour
    const [first, ...more] = stages.filter(({ name }) => names.includes(name))
    const night = await drainNight(this.deps, [first as Stage, ...more], this.date)
    const failed = night.closed.filter(({ error }) => error !== null)
    if (failed.length > 0) throw new Error(failed.map(({ error }) => error).join('; '))
    return night
  }

  nextDay(): void {
    this.day += 1
  }

  async statuses(): Promise<[version: number, status: string][]> {
    const versions = await this.platform.collections.prompts.find({ name: 'text' }).sort({ version: 1 }).toArray()
    return versions.map(({ version, status }) => [version, status])
  }
}
