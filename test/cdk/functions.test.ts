import { describe, expect, it } from 'vitest'
import { defaultRoute, routes } from '../../lib/contract/routes.ts'
import { queueWorkers, scheduledWorkers } from '../../lib/contract/workers.ts'
import { configSchema } from '../../lib/platform/config.ts'
import { functionsOf, ofType, resolved, synthesise } from './support.ts'

const entries = [...routes, defaultRoute, ...queueWorkers, ...scheduledWorkers]
const names = [...new Set(entries.map(({ name }) => name))]

const functions = functionsOf(synthesise('prod'))
const variables: Record<string, unknown> = functions[0]?.Environment.Variables

describe('the functions', () => {
  it('are one for each name, and no name has two handlers', () => {
    expect(functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(names.map((name) => `prod-${name}`).sort())
    for (const name of names) expect(new Set(entries.filter((e) => e.name === name).map((e) => e.handler)).size).toBe(1)
  })

  it('run on Node 24 and Graviton', () => {
    for (const properties of functions) {
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
    }
  })

  it('are traced, have a log group of their own that forgets, and stay within what Lambda may take of the account', () => {
    const { api, async } = synthesise('prod')
    const groups = [api, async].flatMap((template) => ofType(template, 'AWS::Logs::LogGroup')).map((g) => g.Properties)
    for (const { FunctionName, TracingConfig, MemorySize } of functions) {
      expect(TracingConfig).toEqual({ Mode: 'Active' })
      expect(MemorySize).toBeGreaterThanOrEqual(1024)
      const own = groups.filter(({ LogGroupName }) => LogGroupName === `/aws/lambda/${FunctionName}`)
      expect(own).toEqual([expect.objectContaining({ RetentionInDays: 90 })])
    }
    const reserved = functions.map(({ ReservedConcurrentExecutions }) => ReservedConcurrentExecutions ?? 0)
    // An account has 1,000 unless it asks for more, of which 100 must stay free.
    expect(reserved.reduce((sum, each) => sum + each, 0)).toBeLessThan(300)
  })

  it('have the same variables, all of them', () => {
    for (const { Environment } of functions) expect(Environment.Variables).toEqual(variables)
  })

  it('are given no variable that they do not read, nor any secret', () => {
    const all = synthesise('prod', {
      tokenIssuer: 'https://issuer.example',
      tokenJwksUri: 'https://issuer.example/keys',
      secretVersion: 'a',
      mongodbName: 'quiz',
      logLevel: 'WARN',
      limitAnswersPerMinute: '1',
      limitStartsPerMinute: '2',
      limitReportsPerMinute: '3',
      limitAdminCallsPerMinute: '4',
      idleDays: '5',
      openaiBaseUrl: 'https://model.example/v1',
      openaiModel: 'm',
      openaiModerationModel: 'mm',
      openaiInputPrice: '1',
      openaiOutputPrice: '2',
      generationSeconds: '12',
      generationLogDays: '30',
      promptPolicy: 'manual',
      fineTuning: 'on',
    })
    const fromTheSecret = ['MONGODB_URI', 'UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN', 'OPENAI_API_KEY']
    const expected = Object.keys(configSchema.shape).filter((key) => !fromTheSecret.includes(key))
    expect(Object.keys(functionsOf(all)[0]?.Environment.Variables).sort()).toEqual(expected.sort())
  })

  it('can read what they are given', () => {
    const config = configSchema.parse(
      resolved(
        functionsOf(synthesise('prod', { adminEmails: 'a@x.org,b@x.org', idleDays: 3 }))[0]?.Environment.Variables,
      ),
    )
    expect(config).toMatchObject({
      STAGE: 'prod',
      ADMIN_EMAILS: ['a@x.org', 'b@x.org'],
      IDLE_DAYS: 3,
      CHECK_RESPONSES: false,
    })
  })

  it('trust Google alone unless the context says otherwise', () => {
    const config = configSchema.parse(resolved(variables))
    expect(config.TOKEN_ISSUER).toBe('https://accounts.google.com')
    expect(config.TOKEN_JWKS_URI).toBe('https://www.googleapis.com/oauth2/v3/certs')
  })
})
