/**
 * The stage that makes what was learnt a draft of the next prompt version: proven questions as examples, and hints on levels
 * that have come out otherwise than they are called. What students of one topic believe goes with the topic instead
 * (topic-findings-stage.ts), since a prompt serves all of them.
 */

import { promptLabel } from '../../contract/generation.ts'
import type { PromptDocument } from '../../contract/generation-documents.ts'
import { questionTypeSchema } from '../../contract/level-and-type.ts'
import { proposeVersion } from '../../generation/prompt-registry.ts'
import type { NightDeps } from '../night/deps.ts'
import type { Counts, StageWork } from '../night/stage.ts'
import { dateOf, periodOf } from '../utc-day.ts'
import { levelHints } from './level-hints.ts'
import { type Example, provenExamples } from './proven-examples.ts'

/** Beside the platform's own first one. */
const mostExamples = 3

export async function proposePrompt(deps: NightDeps, { date, partition }: StageWork): Promise<Counts> {
  const { prompts } = deps.collections
  const name = questionTypeSchema.parse(partition)
  const active = await prompts.findOne({ name, status: 'active' }, { sort: { version: -1 } })
  // One proposal at a time: the next one learns from what becomes of it.
  const waiting = await prompts.countDocuments({ name, origin: 'night', status: { $in: ['draft', 'canary'] } })
  if (active && waiting === 0) {
    const [examples, hints] = [await provenExamples(deps, name), await readHints(deps, active, date)]
    const next = { messages: withHints(active.messages, hints), fewShot: withExamples(active.fewShot, examples) }
    if (isChanged(active, next)) {
      const { model, params, schemaVersion } = active
      const note = `Learnt by the night of ${date}, from ${promptLabel(active)}.`
      await proposeVersion(deps, { name, ...next, model, params, schemaVersion, note })
    }
  }
  return { proposals: await prompts.countDocuments({ name, origin: 'night', status: { $in: ['draft', 'canary'] } }) }
}

type Content = Pick<PromptDocument, 'messages' | 'fewShot'>

const isChanged = (active: Content, next: Content) =>
  JSON.stringify([active.messages.map(({ content }) => content), active.fewShot.map(({ reply }) => reply)]) !==
  JSON.stringify([next.messages.map(({ content }) => content), next.fewShot.map(({ reply }) => reply)])

/** The first stays; examples that still prove good stay as well, so that nothing changes without need. */
function withExamples(before: readonly Example[], proven: readonly Example[]): Example[] {
  const [own, ...learnt] = before
  const stillGood = learnt.filter(({ reply }) => proven.some((each) => each.reply === reply))
  const fresh = proven.filter(({ reply }) => !stillGood.some((each) => each.reply === reply))
  return [...(own ? [own] : []), ...[...stillGood, ...fresh].slice(0, mostExamples)]
}

const heading = 'How the levels have come out so far:'

/** At the end of the system's words, in the place of earlier hints. */
function withHints(messages: PromptDocument['messages'], hints: readonly string[]): PromptDocument['messages'] {
  return messages.map(({ role, content }) => {
    if (role !== 'system') return { role, content }
    const [words = ''] = content.split(`\n\n${heading}`)
    return { role, content: hints.length === 0 ? words : [words, '', heading, ...hints].join('\n') }
  })
}

/** Of the active version's questions, by the latest calibration of each topic. */
async function readHints({ collections }: NightDeps, active: PromptDocument, date: string): Promise<string[]> {
  const label = promptLabel(active)
  const topics = await collections.topics.find({}, { projection: { _id: 1 } }).toArray()
  const means = []
  for (const { _id } of topics) {
    const [latest] = await collections.calibrations
      .find({ topicId: _id, date: { $lt: dateOf(periodOf(date).to) } })
      .sort({ date: -1 })
      .limit(1)
      .toArray()
    means.push(...(latest?.levels ?? []).filter(({ promptVersion }) => promptVersion === label))
  }
  return levelHints(means)
}
