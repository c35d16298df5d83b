/** The reference client. Reads where the API is, then shows the app. */
import { render } from 'preact'
import { loadSettings } from './api/settings.ts'
import { App } from './app.tsx'
import { Page } from './shared/page.tsx'
import { Failure } from './shared/show.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')

try {
  render(<App settings={await loadSettings()} />, root)
} catch (error) {
  render(
    <Page>
      <Failure error={error} retry={() => location.reload()} />
    </Page>,
    root,
  )
}
