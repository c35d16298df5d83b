/** Somebody, found by e-mail: how they stand, and what they may do. */
import { useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
import { ErasureForm } from '../shared/erasure-form.tsx'
import { Check, type Entered, Form, TextField } from '../shared/form.tsx'
import { Heading } from '../shared/heading.tsx'
import { ProgressTable } from '../shared/progress-table.tsx'
import { isAdmin, useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useAction } from '../shared/use-action.ts'
import { useLoaded } from '../shared/use-loaded.ts'

type User = Schemas['User']

export function StudentsPage() {
  const { api } = useSession()
  const [users, setUsers] = useState<User[] | null>(null)
  const [erased, setErased] = useState<string | null>(null)
  const find = useAction(async ({ text }: Entered) => {
    const query = { email: text('email') ?? '' }
    setErased(null)
    setUsers(bodyOf(await api.GET('/api/admin/users', { params: { query } })).users)
  })
  const forget = ({ userId, name }: User) => {
    setUsers((before) => before?.filter((user) => user.userId !== userId) ?? null)
    setErased(name)
  }
  return (
    <>
      <Heading text={words.students.heading} />
      <div class="card">
        <Form action={find} submit={words.students.find}>
          <label>
            {words.students.email}
            <input type="email" name="email" required />
          </label>
        </Form>
      </div>
      <div aria-live="polite">
        {erased !== null && <p>{words.students.erased(erased)}</p>}
        {erased === null && users?.length === 0 && <p>{words.students.nobody}</p>}
        {users?.map((user) => (
          <Student key={user.userId} user={user} forget={() => forget(user)} />
        ))}
      </div>
    </>
  )
}

function Student({ user, forget }: { user: User; forget: () => void }) {
  const { api } = useSession()
  const { userId, name, email } = user
  const progress = useLoaded(
    async () => bodyOf(await api.GET('/api/user/{userId}/progress', { params: { path: { userId } } })),
    [api, userId],
  )
  const erase = async () => {
    await api.DELETE('/api/admin/users/{userId}', { params: { path: { userId } } })
    forget()
  }
  return (
    <section class="card">
      <h2>
        {name} <span class="faint">{email}</span>
      </h2>
      <Rights user={user} />
      <h3>{words.students.progress(name)}</h3>
      <Show loaded={progress}>{({ topics }) => <ProgressTable topics={topics} />}</Show>
      <ErasureForm email={email} heading={words.students.erase(name)} erase={erase} />
    </section>
  )
}

function Rights({ user }: { user: User }) {
  const { api } = useSession()
  const [isSaved, setSaved] = useState(false)
  const save = useAction(async ({ text, isChecked }: Entered) => {
    setSaved(false)
    const enrolledCourses = (text('courses') ?? '').split(',').flatMap((course) => course.trim() || [])
    await api.PATCH('/api/admin/users/{userId}', {
      params: { path: { userId: user.userId } },
      body: { roles: isChecked('admin') ? ['student', 'admin'] : ['student'], enrolledCourses },
    })
    setSaved(true)
  })
  return (
    <Form action={save} submit={words.students.save}>
      <TextField
        label={words.students.courses}
        name="courses"
        hint={words.students.coursesHint}
        value={user.enrolledCourses.join(', ')}
      />
      <Check label={words.students.isAdmin} name="admin" isChecked={isAdmin(user)} />
      {isSaved && <p role="status">{words.saved}</p>}
    </Form>
  )
}
