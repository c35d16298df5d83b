import { describe, expect, it } from 'vitest'
import { alarmDecisionFor } from '../../cdk/alarms.ts'
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

  it('lets through of each route what its callers may take of the whole', () => {
    const [stage] = ofType(api, 'AWS::ApiGatewayV2::Stage')
    const settings = stage?.Properties.RouteSettings
    const keys = ofType(api, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey)
    expect(Object.keys(settings).toSorted()).toEqual(keys.toSorted())
    const rates = { user: 1_000, anyone: 100, admin: 50 }
    for (const { method, path, access, name } of routes) {
      expect(settings[`${method} ${path}`]).toEqual({
        // An alarm on a metric that is not there would never ring.
        DetailedMetricsEnabled: 'impact' in alarmDecisionFor(name),
        ThrottlingRateLimit: rates[access],
        ThrottlingBurstLimit: 2 * rates[access],
      })
    }
    expect(settings.$default.ThrottlingRateLimit).toBe(rates.anyone)
  })

  it('has its throttles set after the routes are there', () => {
    const [stage] = ofType(api, 'AWS::ApiGatewayV2::Stage')
    const made = ofType(api, 'AWS::ApiGatewayV2::Route').map(({ id }) => id)
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(made))
  })

  it('logs each request as one line of JSON, with nothing of its query or headers', () => {
    const [stage] = ofType(api, 'AWS::ApiGatewayV2::Stage')
    const format = JSON.parse(stage?.Properties.AccessLogSettings.Format)
    expect(format).toMatchObject({ requestId: '$context.requestId', status: '$context.status' })
    expect(JSON.stringify(format)).not.toMatch(/header|query|authorizer/i)
    const group = stage?.Properties.AccessLogSettings.DestinationArn['Fn::GetAtt'][0]
    expect(api.Resources[group]?.Properties.RetentionInDays).toBe(90)
  })

  it('has a name of its own where the stage has one', () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:111111111111:certificate/a'
    const own = synthesise('prod', { domainName: 'api.quiz.example.com', certificateArn }).api
    const [domain] = ofType(own, 'AWS::ApiGatewayV2::DomainName')
    expect(domain?.Properties).toMatchObject({
      DomainName: 'api.quiz.example.com',
      DomainNameConfigurations: [{ CertificateArn: certificateArn }],
    })
    expect(ofType(own, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1)
    expect(Object.keys(own.Outputs)).toContain('DomainTarget')
    expect(ofType(api, 'AWS::ApiGatewayV2::DomainName')).toEqual([])
  })

  it('waits for no function longer than API Gateway does', () => {
    for (const { Properties } of ofType(api, 'AWS::Lambda::Function')) expect(Properties.Timeout).toBeLessThan(30)
  })

  it('says its id and address', () => {
    expect(Object.keys(api.Outputs)).toEqual(expect.arrayContaining(['ApiId', 'ApiUrl']))
  })
})
