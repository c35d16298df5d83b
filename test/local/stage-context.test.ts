import { expect, test } from 'vitest'
import { stageContext } from '../../local/stage-context.ts'

const signIn = { issuer: 'http://localhost:1', jwksUri: 'http://127.0.0.1:1/jwks', clientId: 'local' }

test('the local stage takes the tokens of the local sign-in', () => {
  expect(stageContext({ env: {}, bundled: false, databaseName: 'quiz', signIn })).toEqual({
    logLevel: 'INFO',
    bundled: 'false',
    mongodbName: 'quiz',
    googleClientId: 'local',
    tokenIssuer: 'http://localhost:1',
    tokenJwksUri: 'http://127.0.0.1:1/jwks',
  })
})

test('with a client id of Google it takes those of Google, whose address the functions know', () => {
  const env = { GOOGLE_CLIENT_ID: 'mine.apps.googleusercontent.com' }
  expect(stageContext({ env, bundled: true, databaseName: 'quiz', signIn: null })).toEqual({
    logLevel: 'INFO',
    bundled: 'true',
    mongodbName: 'quiz',
    googleClientId: 'mine.apps.googleusercontent.com',
  })
})

test('domains, admins and limits are set as on AWS; empty variables set nothing', () => {
  const env = {
    ALLOWED_HOSTED_DOMAINS: 'x.org',
    ADMIN_EMAILS: 'a@x.org,b@x.org',
    LIMIT_STARTS_PER_MINUTE: '',
    LIMIT_REPORTS_PER_MINUTE: '3',
    LOG_LEVEL: 'DEBUG',
  }
  expect(stageContext({ env, bundled: false, databaseName: 'quiz', signIn: null })).toEqual({
    logLevel: 'DEBUG',
    bundled: 'false',
    mongodbName: 'quiz',
    allowedHostedDomains: 'x.org',
    adminEmails: 'a@x.org,b@x.org',
    limitReportsPerMinute: '3',
  })
})

test('the model is asked where it was said to be; its key is no part of the deployment', () => {
  const env = { OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_MODEL: 'qwen3:8b', OPENAI_API_KEY: 'sk-secret' }
  const context = stageContext({ env, bundled: false, databaseName: 'quiz', signIn })
  expect(context).toMatchObject({ openaiBaseUrl: 'http://localhost:11434/v1', openaiModel: 'qwen3:8b' })
  expect(JSON.stringify(context)).not.toContain('secret')
})
