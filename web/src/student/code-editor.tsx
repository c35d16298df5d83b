/** CodeMirror with JavaScript; the grader's feedback stands at its line. Loaded with the first coding question. */
import { javascript } from '@codemirror/lang-javascript'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { useEffect, useRef } from 'preact/hooks'
import { editorLook } from './editor-look.ts'
import type { Feedback } from './quiz-flow.ts'

type CodeEditorProps = {
  label: string
  code: string
  isOpen: boolean
  feedback: readonly Feedback[]
  change: (code: string) => void
}

export function CodeEditor({ label, code, isOpen, feedback, change }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const editable = useRef(new Compartment())
  const onChange = useRef(change)
  onChange.current = change
  useEffect(() => {
    if (!place.current) return
    // In a shadow root the editor adopts its sheets; in the page itself it would write style elements, against the policy.
    const root = place.current.shadowRoot ?? place.current.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: code,
        extensions: [
          basicSetup,
          javascript(),
          lintGutter(),
          editorLook,
          editable.current.of(editing(isOpen)),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange.current(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [])
  useEffect(() => {
    view.current?.dispatch({ effects: editable.current.reconfigure(editing(isOpen)) })
  }, [isOpen])
  useEffect(() => {
    const editor = view.current
    if (editor) editor.dispatch(setDiagnostics(editor.state, toDiagnostics(editor.state, feedback)))
  }, [feedback])
  return <div class="editor" ref={place} />
}

const editing = (isOpen: boolean) => [EditorView.editable.of(isOpen), EditorState.readOnly.of(!isOpen)]

const severities = { essential: 'error', actionable: 'warning', informative: 'info', celebratory: 'hint' } as const

/** @returns one for each item that names a line of this program */
function toDiagnostics(state: EditorState, feedback: readonly Feedback[]): Diagnostic[] {
  return feedback.flatMap(({ line, column, message, severity }) => {
    if (line === undefined || line > state.doc.lines) return []
    const { from, to } = state.doc.line(line)
    return [{ from: Math.min(to, from + (column ?? 0)), to, message, severity: severities[severity] }]
  })
}
