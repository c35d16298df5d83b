/** The API reference at /docs, rendered from the contract that the API itself serves. */
import { type ComponentChildren, render } from 'preact'
import { loadSettings } from '../api/settings.ts'
import { endpointsByTag, type OpenApi } from './document.ts'
import { EndpointView } from './endpoint-view.tsx'
import { SchemaView, schemaAnchor } from './schema-view.tsx'
import { strings } from './strings.ts'

const root = document.getElementById('app')
if (!root) throw new Error('docs/index.html has no #app')

async function loadContract(): Promise<{ contract: OpenApi; address: string }> {
  const address = `${(await loadSettings()).apiUrl}/api/openapi.json`
  const reply = await fetch(address)
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`)
  return { contract: await reply.json(), address }
}

const Frame = ({ children }: { children: ComponentChildren }) => (
  <>
    <header>
      <a class="brand" href="/">
        {strings.back}
      </a>
    </header>
    <main>
      <h1>{strings.title}</h1>
      {children}
    </main>
  </>
)

function Reference({ contract, address }: { contract: OpenApi; address: string }) {
  const tags = endpointsByTag(contract)
  return (
    <Frame>
      <p>{contract.info.description}</p>
      <p>
        <a href={address}>{strings.download}</a>
      </p>
      <nav aria-label={strings.contents} class="contents">
        {tags.map(([tag, endpoints]) => (
          <details key={tag} open>
            <summary>{tag}</summary>
            <ul>
              {endpoints.map(({ operationId, method, path }) => (
                <li key={operationId}>
                  <a href={`#${operationId}`}>
                    {method} {path}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </nav>
      {tags.map(([tag, endpoints]) => (
        <section key={tag}>
          <h2>{tag}</h2>
          {endpoints.map((endpoint) => (
            <EndpointView key={endpoint.operationId} endpoint={endpoint} />
          ))}
        </section>
      ))}
      <h2>{strings.schemas}</h2>
      {Object.entries(contract.components.schemas).map(([name, schema]) => (
        <section key={name} class="card endpoint" id={schemaAnchor(name)}>
          <h3>{name}</h3>
          <SchemaView schema={schema} />
        </section>
      ))}
    </Frame>
  )
}

render(
  <Frame>
    <p role="status">{strings.loading}</p>
  </Frame>,
  root,
)
try {
  render(<Reference {...(await loadContract())} />, root)
  // The browser looked for the place before it was there.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
} catch (error) {
  render(
    <Frame>
      <p role="alert">
        {strings.failed}: {String(error)}
      </p>
    </Frame>,
    root,
  )
}
