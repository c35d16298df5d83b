/** The prompts that questions are generated with: every version, what it says, and whether it is in use. */
import { useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { Heading } from '../shared/heading.tsx'
import { useSession } from '../shared/session.ts'
import { Failure, Show } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { Wide } from '../shared/wide.tsx'
import { PromptForm } from './prompt-form.tsx'
import { instant } from './times.ts'

export type Prompt = Schemas['Prompt']

const labelOf = ({ name, version }: Prompt) => `${name}@${version}`

export function PromptsPage() {
  const { api } = useSession()
  const prompts = useLoaded(async () => bodyOf(await api.GET('/api/admin/prompts')).prompts, [api])
  return (
    <>
      <Heading text={words.prompts.heading} />
      <Show loaded={prompts}>
        {(all) => <Prompts prompts={all} reload={prompts.state === 'ready' ? prompts.reload : () => undefined} />}
      </Show>
    </>
  )
}

function Prompts({ prompts, reload }: { prompts: readonly Prompt[]; reload: () => void }) {
  const [shown, setShown] = useState<Prompt | null>(null)
  const [derived, setDerived] = useState<Prompt | null>(null)
  return (
    <>
      <Wide label={words.prompts.heading}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.prompts.version}</th>
              <th scope="col">{words.prompts.status}</th>
              <th scope="col">{words.prompts.origin}</th>
              <th scope="col">{words.prompts.created}</th>
              <th scope="col">{words.prompts.note}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {prompts.map((prompt) => (
              <tr key={labelOf(prompt)}>
                <th scope="row">{labelOf(prompt)}</th>
                <td>
                  {words.prompts.statuses[prompt.status]}
                  <StatusButtons prompt={prompt} changed={reload} />
                </td>
                <td>{prompt.origin}</td>
                <td>{instant(prompt.createdAt)}</td>
                <td>{prompt.note ?? words.none}</td>
                <td>
                  <button type="button" class="quiet" onClick={() => setShown(prompt)}>
                    {words.prompts.look(labelOf(prompt))}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {shown && (
        <section class="card">
          <h2>{labelOf(shown)}</h2>
          <Messages prompt={shown} />
          <button type="button" class="quiet" onClick={() => setDerived(shown)}>
            {words.prompts.derive}
          </button>
        </section>
      )}
      {derived && (
        <section class="card">
          <h2>{words.prompts.deriveHeading(labelOf(derived))}</h2>
          <PromptForm key={labelOf(derived)} from={derived} saved={reload} />
        </section>
      )}
    </>
  )
}

const Messages = ({ prompt: { messages, fewShot } }: { prompt: Prompt }) => (
  <>
    {messages.map(({ role, content }, place) => (
      <div key={place}>
        <strong>{role}</strong>
        <code class="program">{content}</code>
      </div>
    ))}
    {fewShot.map(({ ask, reply }, place) => (
      <div key={place}>
        <strong>{words.prompts.example}</strong>
        <code class="program">{`${ask}\n\n${reply}`}</code>
      </div>
    ))}
  </>
)

/** What a version may become; the server has the last word. */
const following = {
  draft: ['canary', 'active'],
  canary: ['active', 'retired'],
  active: ['retired'],
  retired: [],
} as const

function StatusButtons({ prompt, changed }: { prompt: Prompt; changed: () => void }) {
  const { api } = useSession()
  const { name, version } = prompt
  const change = useAction(async (status: Prompt['status']) => {
    await api.PATCH('/api/admin/prompts', { body: { name, version, status } })
    changed()
  })
  return (
    <div class="actions">
      {following[prompt.status].map((status) => (
        <button
          key={status}
          type="button"
          class="quiet"
          disabled={change.isRunning}
          aria-label={words.prompts.actionOn(words.prompts.makes[status], labelOf(prompt))}
          onClick={() => change.run(status)}
        >
          {words.prompts.makes[status]}
        </button>
      ))}
      {change.error !== null && <Failure error={change.error} />}
    </div>
  )
}
