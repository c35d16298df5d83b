/** Where this user's files of ours live that belong to no data folder. */
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The variables of a process: a plain record, so that callers decide what of their own is passed on. */
export type Environment = Readonly<Record<string, string | undefined>>

/** `$XDG_CACHE_HOME/adaptive-quiz`, by default `~/.cache/adaptive-quiz` (XDG Base Directory Specification). */
export function userCache(env: Environment): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'adaptive-quiz')
}
