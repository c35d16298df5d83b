/** One operation: what it is for, what it takes, and every reply. */
import type { Content, Endpoint, Reply } from './document.ts'
import { problemsOf } from './document.ts'
import { SchemaView } from './schema-view.tsx'
import { strings } from './strings.ts'

export const EndpointView = ({ endpoint }: { endpoint: Endpoint }) => (
  <section class="card endpoint" id={endpoint.operationId}>
    <h3>
      <span class="method">{endpoint.method}</span> <code>{endpoint.path}</code>
    </h3>
    <p>
      {endpoint.summary}. {endpoint.security.length === 0 && strings.anyone}
    </p>
    <Parameters parameters={endpoint.parameters ?? []} />
    {endpoint.requestBody && (
      <>
        <h4>{strings.body}</h4>
        <ContentView content={endpoint.requestBody.content} />
      </>
    )}
    <h4>{strings.replies}</h4>
    <dl class="replies">
      {Object.entries(endpoint.responses).map(([status, reply]) => (
        <div key={status}>
          <dt>
            <code>{status}</code>
          </dt>
          <dd>
            <ReplyView reply={reply} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

function Parameters({ parameters }: { parameters: NonNullable<Endpoint['parameters']> }) {
  if (parameters.length === 0) return null
  return (
    <>
      <h4>{strings.parameters}</h4>
      <ul class="fields">
        {parameters.map((parameter) => (
          <li key={parameter.name}>
            <code class="name">{parameter.name}</code>{' '}
            <span class="faint">
              {parameter.in} {!parameter.required && strings.optional}
            </span>
            {': '}
            <SchemaView schema={parameter.schema} /> {parameter.description}
          </li>
        ))}
      </ul>
    </>
  )
}

function ReplyView({ reply }: { reply: Reply }) {
  const problems = problemsOf(reply)
  const headers = Object.keys(reply.headers ?? {})
  return (
    <>
      <p>{reply.description}</p>
      {headers.length > 0 && <p class="faint">{strings.headers(headers.join(', '))}</p>}
      {reply.content && <ContentView content={reply.content} />}
      {problems.length > 0 && (
        <p>
          {strings.problems}: <code>{problems.join(', ')}</code>
        </p>
      )}
    </>
  )
}

const ContentView = ({ content }: { content: Content }) => (
  <>
    {Object.entries(content)
      .filter(([mediaType]) => mediaType !== 'application/problem+json')
      .map(([mediaType, { schema }]) => (
        <div key={mediaType}>
          {mediaType !== 'application/json' && <code>{mediaType}</code>} {schema && <SchemaView schema={schema} />}
        </div>
      ))}
  </>
)
