/** Somebody, found by e-mail: how they stand, and what they may do. */
import { useState } from 'preact/hooks'
import { bodyOf, type Schemas } from '../api/client.ts'
import { words } from '../instructor-strings.ts'
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
  const find = useAction(async ({ text }: Entered) => {
    const query = { email: text('email') ?? '' }
    setUsers(bodyOf(await api.GET('/api/admin/users', { params: { query } })).users)
  })
  return (
    <>
      <Heading text={words.students.heading} />
      <div class="card narrow">
        <Form action={find} submit={words.students.find}>
          <label>
            {words.students.email}
            <input type="email" name="email" required />
          </label>
        </Form>
      </div>
      <div aria-live="polite">
        {users?.length === 0 && <p>{words.students.nobody}</p>}
        {users?.map((user) => (
          <Student key={user.userId} user={user} />
        ))}
      </div>
    </>
  )
}

function Student({ user }: { user: User }) {
  const { api } = useSession()
  const { userId, name, email } = user
  const progress = useLoaded(
    async () => bodyOf(await api.GET('/api/user/{userId}/progress', { params: { path: { userId } } })),
    [api, userId],
  )
  return (
    <section class="card">
      <h2>
        {name} <span class="faint">{email}</span>
      </h2>
      <Rights user={user} />
      <h3>{words.students.progress(name)}</h3>
      <Show loaded={progress}>{({ topics }) => <ProgressTable topics={topics} />}</Show>
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
