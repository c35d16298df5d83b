import { describe, expect, it } from 'vitest'
import { shadowedRoutes } from '../../lib/contract/allowed-methods.ts'
import { defaultRoute, routes } from '../../lib/contract/routes.ts'
import { named, ofType, synthesise } from './support.ts'

const { api } = synthesise('prod')

/** The function that a route key ends at. */
function functionBehind(routeKey: string): string {
  const route = named(api, 'AWS::ApiGatewayV2::Route', 'RouteKey', routeKey)
  const [, integrationId] = route.Properties.Target['Fn::Join'][1]
  const integration = api.Resources[integrationId.Ref]!
  expect(integration.Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' })
  const functionId = integration.Properties.IntegrationUri['Fn::GetAtt'][0]
  const allowed = ofType(api, 'AWS::Lambda::Permission').filter(
    ({ Properties }) => Properties.FunctionName['Fn::GetAtt'][0] === functionId,
  )
  expect(allowed.map(({ Properties }) => Properties.Principal)).toContain('apigateway.amazonaws.com')
  return api.Resources[functionId]!.Properties.FunctionName
}

describe('the HTTP API', () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route.name]))('%s ends at %s', (routeKey, name) => {
    expect(functionBehind(routeKey)).toBe(`prod-${name}`)
  })

  it.each(shadowedRoutes(routes).map(({ method, path }) => `${method} ${path}`))(
    '%s is refused, not a parameter',
    (routeKey) => {
      expect(functionBehind(routeKey)).toBe(`prod-${defaultRoute.name}`)
    },
  )

  it('gives whatever no route takes to one function, and has no further route', () => {
    expect(functionBehind('$default')).toBe(`prod-${defaultRoute.name}`)
    expect(ofType(api, 'AWS::ApiGatewayV2::Route')).toHaveLength(routes.length + shadowedRoutes(routes).length + 1)
  })

  it('lets the configured origins in, with the headers that the contract needs', () => {
    const [httpApi] = ofType(
      synthesise('prod', { origins: 'https://a.example,https://b.example' }).api,
      'AWS::ApiGatewayV2::Api',
    )
    expect(httpApi?.Properties.CorsConfiguration).toMatchObject({
      AllowOrigins: ['https://a.example', 'https://b.example'],
      AllowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
      ExposeHeaders: ['Location', 'Retry-After'],
    })
    const { AllowMethods, AllowCredentials } = httpApi!.Properties.CorsConfiguration
    expect(new Set(AllowMethods)).toEqual(new Set(routes.map(({ method }) => method)))
    expect(AllowCredentials).toBeUndefined()
  })

  it('throttles', () => {
    const [stage] = ofType(api, 'AWS::ApiGatewayV2::Stage')
    expect(stage?.Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 },
    })
  })

  it('waits for no function longer than API Gateway does', () => {
    for (const { Properties } of ofType(api, 'AWS::Lambda::Function')) expect(Properties.Timeout).toBeLessThan(30)
  })

  it('says its id and address', () => {
    expect(Object.keys(api.Outputs)).toEqual(expect.arrayContaining(['ApiId', 'ApiUrl']))
  })
})
