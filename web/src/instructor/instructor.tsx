/** Pages behind the admin role, by the second word of their address; what follows it is an id. */

import type { FunctionComponent } from 'preact'
import { useLocation } from 'preact-iso'
import { words } from '../instructor-strings.ts'
import { Heading } from '../shared/heading.tsx'
import { strings } from '../strings.ts'
import { AnalyticsPage } from './analytics-page.tsx'
import { GeneratePage } from './generate-page.tsx'
import { ImportPage } from './import-page.tsx'
import { NightsPage } from './nights-page.tsx'
import { PromptsPage } from './prompts-page.tsx'
import { QuestionPage } from './question-page.tsx'
import { QuestionsPage } from './questions-page.tsx'
import { ReportsPage } from './reports-page.tsx'
import { StudentsPage } from './students-page.tsx'
import { TopicPage } from './topic-page.tsx'
import { TopicsPage } from './topics-page.tsx'

type Section = {
  Page: FunctionComponent
  /** Of one thing. */
  One?: FunctionComponent<{ id: string }>
}

const sections: Record<string, Section> = {
  analytics: { Page: AnalyticsPage },
  questions: { Page: QuestionsPage, One: QuestionPage },
  import: { Page: ImportPage },
  generate: { Page: GeneratePage },
  reports: { Page: ReportsPage },
  topics: { Page: TopicsPage, One: TopicPage },
  prompts: { Page: PromptsPage },
  students: { Page: StudentsPage },
  nights: { Page: NightsPage },
}
const first = 'analytics'

export function Instructor({ section = first, id }: { section?: string; id?: string }) {
  const found = new Map(Object.entries(sections)).get(section)
  return (
    <>
      <Sections />
      {found ? <Shown section={found} id={id} /> : <Heading text={strings.notFound} />}
    </>
  )
}

function Shown({ section: { Page, One }, id }: { section: Section; id: string | undefined }) {
  if (id === undefined) return <Page />
  return One ? <One key={id} id={id} /> : <Heading text={strings.notFound} />
}

function Sections() {
  const { path } = useLocation()
  const here = path.split('/')[2] ?? first
  return (
    <nav class="sections" aria-label={words.sections}>
      {Object.entries(words.pages)
        .filter(([name]) => name in sections)
        .map(([name, text]) => (
          <a key={name} href={`/instructor/${name}`} aria-current={name === here ? 'page' : undefined}>
            {text}
          </a>
        ))}
    </nav>
  )
}
