/** One's standing on every topic one has engaged with. */
import { bodyOf } from '../api/client.ts'
import { Heading } from '../shared/heading.tsx'
import { ProgressTable } from '../shared/progress-table.tsx'
import { useSession } from '../shared/session.ts'
import { Show } from '../shared/show.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { strings } from '../strings.ts'

export function ProgressPage() {
  const { api } = useSession()
  const progress = useLoaded(async () => bodyOf(await api.GET('/api/user/progress')), [api])
  return (
    <>
      <Heading text={strings.progress.heading} />
      <Show loaded={progress}>{({ topics }) => <ProgressTable topics={topics} />}</Show>
    </>
  )
}
