/** A new version of a prompt, from an older one. */
import { words } from '../instructor-strings.ts'
import { Area, type Entered, Form, NumberField, TextField } from '../shared/form.tsx'
import { useSession } from '../shared/session.ts'
import { useAction } from '../shared/use-action.ts'
import type { Prompt } from './prompts-page.tsx'

export function PromptForm({ from, saved }: { from: Prompt; saved: () => void }) {
  const { api } = useSession()
  const { name, messages, fewShot, model, params } = from
  const save = useAction(async ({ text, number }: Entered) => {
    await api.POST('/api/admin/prompts', {
      body: {
        name,
        messages: messages.map(({ role }, place) => ({ role, content: text(`message-${place}`) ?? '' })),
        fewShot,
        model: text('model') ?? null,
        params: { ...params, temperature: number('temperature') },
        note: text('note'),
      },
    })
    saved()
  })
  return (
    <Form action={save} submit={words.prompts.save}>
      {messages.map(({ role, content }, place) => (
        <Area
          key={place}
          label={words.prompts.message(role)}
          name={`message-${place}`}
          required
          rows={10}
          maxLength={20_000}
          value={content}
        />
      ))}
      <TextField label={words.prompts.model} name="model" hint={words.prompts.modelHint} value={model ?? ''} />
      <NumberField
        label={words.prompts.temperature}
        name="temperature"
        min={0}
        max={2}
        step={0.1}
        value={params.temperature}
      />
      <TextField label={words.prompts.note} name="note" maxLength={1_000} />
    </Form>
  )
}
