/** The editor's colours, in both schemes; `light-dark()` follows the page into the editor's shadow root. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const colours = {
  ground: 'light-dark(#ffffff, #171a20)',
  gutter: 'light-dark(#f3f4f7, #1d2128)',
  text: 'light-dark(#1b1f26, #e8eaee)',
  faint: 'light-dark(#5a6270, #a6aebc)',
  line: 'light-dark(#c9ced6, #3b424e)',
  mark: 'light-dark(#eef3fd, #20283a)',
  selection: 'light-dark(#cfdcf7, #33456b)',
  keyword: 'light-dark(#7a1fa2, #d7a6f0)',
  literal: 'light-dark(#1c6b3a, #8fd9ab)',
  number: 'light-dark(#8a4600, #f0b878)',
  name: 'light-dark(#2a4b8d, #9dbcff)',
}

/** At least this high: https://codemirror.net/examples/styling/#overflow-and-scrolling */
const least = '12rem'

const theme = EditorView.theme({
  '&': { maxHeight: '60vh', backgroundColor: colours.ground, color: colours.text, fontSize: '0.95rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content, .cm-gutter': { minHeight: least },
  '.cm-content': { caretColor: colours.text },
  '.cm-cursor': { borderLeftColor: colours.text },
  '.cm-gutters': { backgroundColor: colours.gutter, color: colours.faint, borderRightColor: colours.line },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: colours.mark },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: colours.selection,
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: colours.selection },
  '.cm-tooltip': { backgroundColor: colours.gutter, color: colours.text, borderColor: colours.line },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: colours.selection, color: colours.text },
  '.cm-foldPlaceholder': { backgroundColor: 'transparent', color: colours.faint, borderColor: colours.line },
  '.cm-panels': { backgroundColor: colours.gutter, color: colours.text },
})

const code = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: colours.keyword },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: colours.literal },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: colours.number },
  { tag: [tags.function(tags.variableName), tags.definition(tags.variableName), tags.className], color: colours.name },
  { tag: tags.comment, color: colours.faint, fontStyle: 'italic' },
  { tag: tags.invalid, color: 'light-dark(#a3271f, #ffa49c)' },
])

export const editorLook = [theme, syntaxHighlighting(code)]
