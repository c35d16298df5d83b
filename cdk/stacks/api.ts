/** The HTTP API, made from the route table: a function for each endpoint, and one for whatever no route takes. */
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { CorsHttpMethod, HttpApi, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { shadowedRoutes } from '../../lib/contract/allowed-methods.ts'
import { defaultRoute, routes } from '../../lib/contract/routes.ts'
import { ApiFunction } from '../constructs/api-function.ts'
import type { FunctionSettings } from '../constructs/platform-function.ts'
import { pascalCase } from '../pascal-case.ts'

export class ApiStack extends Stack {
  constructor(scope: Construct, settings: FunctionSettings) {
    const { stage } = settings
    super(scope, `${stage.name}-api`)

    const httpApi = new HttpApi(this, 'Api', {
      apiName: `${stage.name}-api`,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: stage.origins,
        allowMethods: [...new Set(routes.map(({ method }) => CorsHttpMethod[method]))],
        allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
        exposeHeaders: ['Location', 'Retry-After'],
        maxAge: Duration.hours(1),
      },
    })
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttleRate, burstLimit: stage.throttleBurst },
    })

    const endpoints = new Map(routes.map((route) => [route.name, route])).values()
    for (const { name, handler, summary } of endpoints) {
      const paths = routes.filter((route) => route.name === name)
      new ApiFunction(this, pascalCase(name), { settings, httpApi, name, handler, routes: paths, description: summary })
    }
    new ApiFunction(this, pascalCase(defaultRoute.name), {
      settings,
      httpApi,
      ...defaultRoute,
      routes: shadowedRoutes(routes),
      takesTheRest: true,
    })

    new CfnOutput(this, 'ApiId', { value: httpApi.apiId })
    new CfnOutput(this, 'ApiUrl', { value: httpStage.url })
  }
}
