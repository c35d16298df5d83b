/** Flags a question that one was served. */
import { useRef, useState } from 'preact/hooks'
import type { Schemas } from '../api/client.ts'
import { useSession } from '../shared/session.ts'
import { Failure } from '../shared/show.tsx'
import { strings } from '../strings.ts'

type Reason = Schemas['ReportRequest']['reason']

const isReason = (text: unknown): text is Reason => typeof text === 'string' && text in strings.report.reasons

export function ReportForm({ questionId }: { questionId: string }) {
  const { api } = useSession()
  const dialog = useRef<HTMLDialogElement>(null)
  const [isSent, setSent] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const reason = form.get('reason')
    if (!isReason(reason)) return
    const comment = String(form.get('comment') ?? '').trim()
    try {
      await api.POST('/api/quiz/report', { body: { questionId, reason, ...(comment && { comment }) } })
      setSent(true)
      dialog.current?.close()
    } catch (fault) {
      setError(fault)
    }
  }
  if (isSent) return <p role="status">{strings.report.thanks}</p>
  return (
    <>
      <button type="button" class="quiet" onClick={() => dialog.current?.showModal()}>
        {strings.report.open}
      </button>
      <dialog ref={dialog} aria-labelledby="report-heading">
        <form onSubmit={submit}>
          <h2 id="report-heading">{strings.report.heading}</h2>
          <fieldset>
            <legend class="hidden">{strings.report.heading}</legend>
            {Object.entries(strings.report.reasons).map(([reason, text]) => (
              <label class="check" key={reason}>
                <input type="radio" name="reason" value={reason} required />
                {text}
              </label>
            ))}
          </fieldset>
          <label>
            {strings.report.comment}
            <textarea name="comment" maxLength={2_000} rows={3} />
          </label>
          {error !== null && <Failure error={error} />}
          <div class="actions">
            <button type="submit">{strings.report.submit}</button>
            <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
              {strings.cancel}
            </button>
          </div>
        </form>
      </dialog>
    </>
  )
}
