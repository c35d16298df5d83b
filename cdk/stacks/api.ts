/** The HTTP API, made from the route table: a function for each endpoint, and one for whatever no route takes. */
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { CorsHttpMethod, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { shadowedRoutes } from '../../lib/contract/allowed-methods.ts'
import type { Access } from '../../lib/contract/route.ts'
import { defaultRoute, routes } from '../../lib/contract/routes.ts'
import { alarmDecisionFor } from '../alarms.ts'
import { ApiFunction } from '../constructs/api-function.ts'
import { ApiStage, type StageRoute } from '../constructs/api-stage.ts'
import type { FunctionSettings } from '../constructs/platform-function.ts'
import { pascalCase } from '../pascal-case.ts'

export class ApiStack extends Stack {
  readonly httpApi: HttpApi

  /** @param webOrigin of the client that this stage hosts itself, if it does */
  constructor(scope: Construct, settings: FunctionSettings, webOrigin?: string) {
    const { stage } = settings
    super(scope, `${stage.name}-api`)

    this.httpApi = new HttpApi(this, 'Api', {
      apiName: `${stage.name}-api`,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: webOrigin === undefined ? stage.origins : [...new Set([...stage.origins, webOrigin])],
        allowMethods: [...new Set(routes.map(({ method }) => CorsHttpMethod[method]))],
        allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
        exposeHeaders: ['Location', 'Retry-After'],
        maxAge: Duration.hours(1),
      },
    })

    const made: StageRoute[] = []
    const add = (fn: ApiFunction, access: Access) =>
      made.push(...[...fn.routes].map(([key, route]) => ({ key, route, access, watched: fn.watched })))
    const shared = { settings, httpApi: this.httpApi }
    const endpoints = new Map(routes.map((route) => [route.name, route])).values()
    for (const { name, handler, summary, access } of endpoints) {
      const paths = routes.filter((route) => route.name === name)
      const own = { name, handler, routes: paths, description: summary, alarm: alarmDecisionFor(name) }
      add(new ApiFunction(this, pascalCase(name), { ...shared, ...own }), access)
    }
    const { name } = defaultRoute
    const rest = { ...defaultRoute, routes: shadowedRoutes(routes), takesTheRest: true, alarm: alarmDecisionFor(name) }
    add(new ApiFunction(this, pascalCase(name), { ...shared, ...rest }), 'anyone')

    const { httpStage, domain } = new ApiStage(this, 'Stage', { stage, httpApi: this.httpApi, routes: made })
    new CfnOutput(this, 'ApiId', { value: this.httpApi.apiId })
    new CfnOutput(this, 'ApiUrl', { value: httpStage.url })
    if (domain) new CfnOutput(this, 'DomainTarget', { value: domain.regionalDomainName })
  }
}
