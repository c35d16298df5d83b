/** The peer on Lambda, the usual way: the whole app behind one function. */
import serverless from 'serverless-http'
import { createApp } from './app.mjs'

let serve

export async function handler(event, context) {
  serve ??= serverless(await createApp(process.env))
  return serve(event, context)
}
