/** Structured logs. Never an answer key, a token, an e-mail address, or an error of the Redis client as it is. */
import { Logger } from '@aws-lambda-powertools/logger'
import { config } from './config.ts'

export const log = new Logger({ serviceName: 'adaptive-quiz', logLevel: config().LOG_LEVEL })
