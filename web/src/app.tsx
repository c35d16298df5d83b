/** The frame: sign-in first, then a page by its address. An answer under way outlives a token that is refused. */

import { useCallback, useMemo, useState } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso'
import { bodyOf, createApi } from './api/client.ts'
import type { Settings } from './api/settings.ts'
import { Heading } from './shared/heading.tsx'
import { Page } from './shared/page.tsx'
import { dropToken, isAdmin, SessionContext, storedToken, storeToken } from './shared/session.ts'
import { Show } from './shared/show.tsx'
import { dropStored } from './shared/stored.ts'
import { useLoaded } from './shared/use-loaded.ts'
import { SignIn } from './sign-in/sign-in.tsx'
import { strings } from './strings.ts'
import { AccountPage } from './student/account-page.tsx'
import { ProgressPage } from './student/progress-page.tsx'
import { QuizPage } from './student/quiz-page.tsx'
import { TopicsPage } from './student/topics-page.tsx'

const Instructor = lazy(() => import('./instructor/instructor.tsx').then(({ Instructor }) => Instructor))

export function App({ settings }: { settings: Settings }) {
  const [token, setToken] = useState(storedToken)
  const [wasRefused, setWasRefused] = useState(false)
  const leave = useCallback((refused: boolean) => {
    if (refused) dropToken()
    else dropStored()
    setToken(null)
    setWasRefused(refused)
  }, [])
  const enter = (fresh: string) => {
    storeToken(fresh)
    setToken(fresh)
  }
  return token ? (
    <SignedIn settings={settings} token={token} leave={leave} />
  ) : (
    <Page>
      <SignIn settings={settings} wasRefused={wasRefused} enter={enter} />
    </Page>
  )
}

type SignedInProps = { settings: Settings; token: string; leave: (refused: boolean) => void }

function SignedIn({ settings, token, leave }: SignedInProps) {
  const api = useMemo(
    () =>
      createApi(
        settings,
        () => token,
        () => leave(true),
      ),
    [settings, token, leave],
  )
  const user = useLoaded(async () => bodyOf(await api.GET('/api/user/me')), [api])
  const signOut = () => leave(false)
  return (
    <LocationProvider scope={ownPages}>
      <Page user={user.state === 'ready' ? user.value : null} signOut={signOut}>
        <Show loaded={user}>
          {(me) => (
            <SessionContext.Provider value={{ api, user: me, signOut }}>
              <Pages isAdmin={isAdmin(me)} />
            </SessionContext.Provider>
          )}
        </Show>
      </Page>
    </LocationProvider>
  )
}

/** Everything else under this address is not a page of this app: the browser goes there itself. */
const ownPages = /^\/(?!api\/|docs|health|local)/

const Pages = ({ isAdmin: mayTeach }: { isAdmin: boolean }) => (
  <ErrorBoundary>
    <Router>
      <Route path="/" component={TopicsPage} />
      <Route path="/progress" component={ProgressPage} />
      <Route path="/account" component={AccountPage} />
      <Route path="/quiz/:sessionId" component={QuizPage} />
      <Route path="/instructor/:section?/:id?" component={mayTeach ? Instructor : NotFound} />
      <Route default component={NotFound} />
    </Router>
  </ErrorBoundary>
)

const NotFound = () => (
  <div class="card">
    <Heading text={strings.notFound} />
    <a href="/">{strings.backToTopics}</a>
  </div>
)
