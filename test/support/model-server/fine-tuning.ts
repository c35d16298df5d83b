/** The provider's side of fine-tuning: files, and jobs whose fate a test decides. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'

type Job = {
  id: string
  object: 'fine_tuning.job'
  model: string
  training_file: string
  validation_file: string | null
  status: string
  fine_tuned_model: string | null
  error: { message: string } | null
}

export type FineTuning = {
  /** Bodies of uploads, as they came. */
  files: string[]
  jobs: Job[]
  /** `off`: this server has never heard of it. A status: that is what every request gets. */
  mode: 'on' | 'off' | number
  /** Whether the request was one of these, and has been answered. */
  take(incoming: IncomingMessage, response: ServerResponse): Promise<boolean>
}

export function fineTuningOf(): FineTuning {
  const own: FineTuning = {
    files: [],
    jobs: [],
    mode: 'on',
    async take(incoming, response) {
      const path = (incoming.url ?? '').replace(/^.*\/v1/, '').replace(/\?.*$/, '')
      if (!/^\/(files|fine_tuning\/jobs)/.test(path)) return false
      const body = await readText(incoming)
      const reply = (status: number, value: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
      }
      if (own.mode === 'off') reply(404, { error: { message: `no route ${path}` } })
      else if (own.mode !== 'on') reply(own.mode, { error: { message: 'not now' } })
      else if (path === '/files') {
        own.files.push(body)
        reply(200, { id: `file-${own.files.length}`, object: 'file', purpose: 'fine-tune' })
      } else if (incoming.method === 'POST') {
        const { model, training_file, validation_file = null } = JSON.parse(body)
        const id = `ftjob-${own.jobs.length + 1}`
        const fate = { status: 'queued', fine_tuned_model: null, error: null }
        own.jobs.push({ id, object: 'fine_tuning.job', model, training_file, validation_file, ...fate })
        reply(200, own.jobs.at(-1))
      } else if (path === '/fine_tuning/jobs') reply(200, { object: 'list', data: own.jobs, has_more: false })
      else reply(200, own.jobs.find(({ id }) => path.endsWith(id)) ?? {})
      return true
    },
  }
  return own
}
