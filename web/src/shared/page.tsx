/** Header, navigation, main area and footer of every page. */
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import type { Schemas } from '../api/client.ts'
import { strings } from '../strings.ts'
import { isAdmin } from './session.ts'

type PageProps = { user?: Schemas['User'] | null; signOut?: () => void; children: ComponentChildren }

export const Page = ({ user, signOut, children }: PageProps) => (
  <>
    <a class="skip" href="#content">
      {strings.skipToContent}
    </a>
    <header>
      <a class="brand" href="/">
        {strings.title}
      </a>
      {user && (
        <nav aria-label={strings.nav.label}>
          <NavLink href="/" text={strings.nav.topics} />
          <NavLink href="/progress" text={strings.nav.progress} />
          {isAdmin(user) && <NavLink href="/instructor" text={strings.nav.instructor} />}
        </nav>
      )}
      {signOut && (
        <div class="account">
          {user && (
            <a href="/account" title={user.email} aria-label={strings.nav.account(user.name)}>
              {user.name}
            </a>
          )}
          <button type="button" class="quiet" onClick={signOut}>
            {strings.nav.signOut}
          </button>
        </div>
      )}
    </header>
    <main id="content" tabIndex={-1}>
      {children}
    </main>
    <footer>
      <a href="/docs/">{strings.nav.reference}</a>
    </footer>
  </>
)

function NavLink({ href, text }: { href: string; text: string }) {
  const { path } = useLocation()
  const isHere = href === '/' ? path === '/' : path.startsWith(href)
  return (
    <a href={href} aria-current={isHere ? 'page' : undefined}>
      {text}
    </a>
  )
}
