/**
 * Topics: who sees which, and what admins do to them.
 * A topic with a course exists only for those enrolled in it; for all others it is as if there were none. Students
 * find a topic in the list once a quiz of the default length can be made of its vetted questions. Admins see all
 * topics, as they are at this moment.
 */
import type { TopicDocument, UserDocument } from '../contract/documents.ts'
import type { TopicToEdit, TopicView } from '../contract/people.ts'
import { Refusal } from '../contract/problem.ts'
import { defaultPolicy, type TopicFields } from '../contract/topic.ts'
import { newId, toId } from '../platform/ids.ts'
import { persistently } from '../platform/mongo.ts'
import { forgetCatalogue, readCatalogue, type TopicDeps, topicDeps } from './topic-catalogue.ts'

/** What decides which topics somebody sees. */
export type Viewer = Pick<UserDocument, 'roles' | 'enrolledCourses'>

const isAdmin = ({ roles }: Viewer) => roles.includes('admin')

const maySee = (viewer: Viewer, { course }: Pick<TopicDocument, 'course'>) =>
  course === undefined || isAdmin(viewer) || (viewer.enrolledCourses ?? []).includes(course)

/** By title. */
export async function topicsFor(viewer: Viewer): Promise<TopicDocument[]> {
  const entries = await readCatalogue({ fresh: isAdmin(viewer) })
  return entries
    .filter(({ topic, stocked }) => isAdmin(viewer) || (stocked && maySee(viewer, topic)))
    .map(({ topic }) => topic)
}

/** A topic by its id, listed or not. @throws Refusal unknown-topic when there is none that this viewer may see */
export async function topicFor(viewer: Viewer, topicId: string): Promise<TopicDocument> {
  const topic = await findTopic(await topicDeps(), topicId)
  if (!topic || !maySee(viewer, topic)) throw new Refusal('unknown-topic')
  return topic
}

const findTopic = ({ collections }: TopicDeps, topicId: string) =>
  persistently(() => collections.topics.findOne({ _id: toId(topicId) }))

export async function createTopic({ collections, clock }: TopicDeps, fields: TopicFields): Promise<TopicDocument> {
  const now = clock()
  const topic: TopicDocument = { ...fields, _id: newId(), createdAt: now, updatedAt: now }
  await collections.topics.insertOne(topic)
  forgetCatalogue()
  return topic
}

/** Puts these fields in the place of all that a topic had. @throws Refusal unknown-topic */
export async function replaceTopic(deps: TopicDeps, topicId: string, fields: TopicFields): Promise<TopicDocument> {
  const before = await findTopic(deps, topicId)
  if (!before) throw new Refusal('unknown-topic')
  const { _id, createdAt, levelMeans } = before
  const topic: TopicDocument = { ...fields, _id, createdAt, updatedAt: deps.clock(), ...(levelMeans && { levelMeans }) }
  await persistently(() => deps.collections.topics.replaceOne({ _id: topic._id }, topic))
  forgetCatalogue()
  return topic
}

/** What an admin may write; what the night keeps there is its own. */
export function toTopicToEdit({ _id, createdAt, updatedAt, levelMeans, ...fields }: TopicDocument): TopicToEdit {
  return { topicId: _id.toHexString(), ...fields }
}

export const toTopicView = ({ _id, title, description, difficultyRange, ...more }: TopicDocument): TopicView => ({
  topicId: _id.toHexString(),
  title,
  description,
  difficultyRange,
  course: more.course ?? null,
  instructor: more.instructor ?? null,
  policy: more.policy ?? defaultPolicy,
})
