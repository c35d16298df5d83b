/** Flags a question that one was served. */
import { useRef, useState } from 'preact/hooks'
import { Area, type Entered, Form } from '../shared/form.tsx'
import { isIn } from '../shared/is-in.ts'
import { useSession } from '../shared/session.ts'
import { useAction } from '../shared/use-action.ts'
import { strings } from '../strings.ts'

const isReason = isIn(strings.report.reasons)

export function ReportForm({ questionId }: { questionId: string }) {
  const { api } = useSession()
  const dialog = useRef<HTMLDialogElement>(null)
  const [isSent, setSent] = useState(false)
  const report = useAction(async ({ text }: Entered) => {
    const [reason, comment] = [text('reason'), text('comment')]
    if (!isReason(reason)) return
    await api.POST('/api/quiz/report', { body: { questionId, reason, comment } })
    setSent(true)
    dialog.current?.close()
  })
  if (isSent) return <p role="status">{strings.report.thanks}</p>
  return (
    <>
      <button type="button" class="quiet" onClick={() => dialog.current?.showModal()}>
        {strings.report.open}
      </button>
      <dialog ref={dialog} aria-labelledby="report-heading">
        <h2 id="report-heading">{strings.report.heading}</h2>
        <Form action={report} submit={strings.report.submit}>
          <fieldset>
            <legend class="hidden">{strings.report.heading}</legend>
            {Object.entries(strings.report.reasons).map(([reason, text]) => (
              <label class="check" key={reason}>
                <input type="radio" name="reason" value={reason} required />
                {text}
              </label>
            ))}
          </fieldset>
          <Area label={strings.report.comment} name="comment" maxLength={2_000} rows={3} />
        </Form>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {strings.cancel}
        </button>
      </dialog>
    </>
  )
}
