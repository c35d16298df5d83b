/** Who one is here, and the way out for good. */
import { ErasureForm } from '../shared/erasure-form.tsx'
import { Heading } from '../shared/heading.tsx'
import { isAdmin, useSession } from '../shared/session.ts'
import { strings } from '../strings.ts'

export function AccountPage() {
  const { api, user, signOut } = useSession()
  const { account } = strings
  const erase = async () => {
    await api.DELETE('/api/user/me')
    signOut()
  }
  return (
    <>
      <Heading text={account.heading} />
      <section class="card">
        <dl>
          <dt>{account.name}</dt>
          <dd>{user.name}</dd>
          <dt>{account.email}</dt>
          <dd>{user.email}</dd>
          <dt>{account.role}</dt>
          <dd>{isAdmin(user) ? account.roles.admin : account.roles.student}</dd>
          <dt>{account.courses}</dt>
          <dd>{user.enrolledCourses.join(', ') || account.noCourses}</dd>
        </dl>
        <ErasureForm email={user.email} heading={account.erase} erase={erase} />
      </section>
    </>
  )
}
