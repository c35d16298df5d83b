/** The reference client. Reads where the API is, then shows the app. */
import { render } from 'preact'
import { loadSettings } from './api/settings.ts'
import { App } from './app.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')

render(<App settings={await loadSettings()} />, root)
