/** Starts one whole platform for all end-to-end tests; `BASE_URL` names one that runs already, here or on AWS. */
import type { TestProject } from 'vitest/node'
import { startPlatformProcess } from './platform-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the front door, without a slash at the end. */
    baseUrl: string
  }
}

export default async function setup(project: TestProject) {
  const { BASE_URL } = process.env
  if (BASE_URL) {
    project.provide('baseUrl', BASE_URL.replace(/\/$/, ''))
    return undefined
  }
  const platform = await startPlatformProcess(['--memory', '--port', '0'])
  project.provide('baseUrl', platform.url)
  return async () => {
    await platform.stop()
  }
}
