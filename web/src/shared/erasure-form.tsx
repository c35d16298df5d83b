/** Erases somebody for good, once their address has been typed. */
import { strings } from '../strings.ts'
import { type Entered, Form } from './form.tsx'
import { useAction } from './use-action.ts'

type ErasureFormProps = { email: string; heading: string; erase: () => Promise<void> }

export function ErasureForm({ email, heading, erase }: ErasureFormProps) {
  const action = useAction(async ({ text }: Entered) => {
    if (text('confirmation')?.toLowerCase() !== email.toLowerCase()) throw new Error(strings.erasure.another)
    await erase()
  })
  return (
    <details class="danger">
      <summary>{heading}</summary>
      <p>{strings.erasure.consequences}</p>
      <Form action={action} submit={strings.erasure.submit}>
        <label>
          {strings.erasure.confirm(email)}
          <input name="confirmation" required autocomplete="off" spellcheck={false} />
        </label>
      </Form>
    </details>
  )
}
