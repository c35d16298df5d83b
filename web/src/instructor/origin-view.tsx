/** How a generated question came to be: what the model was asked, and what it said. */
import { words } from '../instructor-strings.ts'
import { RichText } from '../shared/rich-text.tsx'
import type { Story } from './question-page.tsx'
import { instant } from './times.ts'

type Generation = NonNullable<Story['generation']>
type Log = NonNullable<Generation['log']>

export const OriginView = ({ generation: { promptVersion, generatedAt, log } }: { generation: Generation }) => (
  <section class="card">
    <h2>{words.story.origin}</h2>
    <p>
      {words.story.prompt} {promptVersion}, {instant(generatedAt)}
      {log && `, ${words.story.model} ${log.model}`}
    </p>
    {log && <LogView log={log} />}
  </section>
)

const LogView = ({ log: { messages, calls, candidates } }: { log: Log }) => (
  <>
    <details>
      <summary>{words.story.messages}</summary>
      {messages.map(({ role, content }, place) => (
        <div key={place}>
          <strong>{role}</strong>
          <code class="program">{content}</code>
        </div>
      ))}
    </details>
    <details>
      <summary>{words.story.calls}</summary>
      {calls.map(({ purpose, outcome, model, rawOutput, detail }, place) => (
        <div key={place}>
          <strong>
            {purpose}: {outcome} ({model})
          </strong>
          {detail && <p>{detail}</p>}
          {rawOutput && <code class="program">{rawOutput}</code>}
        </div>
      ))}
    </details>
    <details>
      <summary>{words.story.candidates}</summary>
      <ul>
        {candidates.map(({ question, problems, isThis }, place) => (
          <li key={place}>
            {question && <RichText text={question.text} />} {isThis && <strong>({words.story.isThis})</strong>}
            {problems.length > 0 && <code class="program">{JSON.stringify(problems, null, 2)}</code>}
          </li>
        ))}
      </ul>
    </details>
  </>
)
