/** The model's client, for the functions that ask it; nothing on a request's path may import this. */
import OpenAI from 'openai'
import { type ModelSettings, modelSettings } from './model-settings.ts'

export type Model = { client: OpenAI; settings: ModelSettings }

let cached: Promise<Model | null> | undefined

/** null when no model is configured. */
export function configuredModel(): Promise<Model | null> {
  cached ??= modelSettings().then(
    (settings) => settings && connectModel(settings),
    (error: unknown) => {
      cached = undefined
      throw error
    },
  )
  return cached
}

/** Every setting is named, since the client would otherwise look for it in the environment by itself. */
export const connectModel = (settings: ModelSettings): Model => ({
  client: new OpenAI({
    baseURL: settings.baseUrl ?? 'https://api.openai.com/v1',
    apiKey: settings.apiKey,
    organization: null,
    project: null,
    // Tries and time are the caller's to count: the client's own timeout does not cover the body.
    maxRetries: 0,
    logLevel: 'off',
  }),
  settings,
})
