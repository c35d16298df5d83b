/** Structured logs. Never an answer key, a token, an e-mail address, or an error of the Redis client as it is. */
import { Logger } from '@aws-lambda-powertools/logger'
import { config } from './config.ts'

export const log = new Logger({ serviceName: 'adaptive-quiz', logLevel: config().LOG_LEVEL })

/** Begins an invocation's lines: they all carry its ids, and none of the one before. */
export function beginLog(ids: { requestId: string | undefined }): void {
  log.resetKeys()
  log.appendKeys(ids)
}

/** What is said of an error: nothing but this, since drivers hang whole commands and documents on theirs. */
export const faultOf = (error: unknown) =>
  error instanceof Error
    ? { name: error.name, message: error.message, ...('code' in error && { code: error.code }), stack: error.stack }
    : { message: String(error) }
