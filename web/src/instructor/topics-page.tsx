/** All topics, to be edited. */
import { words } from '../instructor-strings.ts'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { Wide } from '../shared/wide.tsx'
import { strings } from '../strings.ts'
import { loadTopics } from './topic-names.ts'

export function TopicsPage() {
  const { api } = useSession()
  const topics = useLoaded(() => loadTopics(api), [api])
  return (
    <>
      <Heading text={words.topics.heading} />
      <p>
        <a href="/instructor/topics/new">{words.topics.add}</a>
      </p>
      <Show loaded={topics}>
        {(all) => (
          <Wide label={words.topics.heading}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.topics.title}</th>
                  <th scope="col">{words.topics.levels}</th>
                  <th scope="col">{words.topics.course}</th>
                  <th scope="col">{words.topics.policy}</th>
                </tr>
              </thead>
              <tbody>
                {all.map(({ topicId, title, difficultyRange: { min, max }, course, policy }) => (
                  <tr key={topicId}>
                    <th scope="row">
                      <a href={`/instructor/topics/${topicId}`} aria-label={words.topics.edit(title)}>
                        {title}
                      </a>
                    </th>
                    <td>{strings.topics.levels(min, max)}</td>
                    <td>{course ?? words.none}</td>
                    <td>{policy}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </Show>
    </>
  )
}
