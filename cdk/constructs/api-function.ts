/** The function of one endpoint, behind each of the paths that the endpoint has. */
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Construct } from 'constructs'
import type { Route } from '../../lib/contract/route.ts'
import { type FunctionSettings, PlatformFunction } from './platform-function.ts'

export interface ApiFunctionProps {
  readonly settings: FunctionSettings
  readonly httpApi: HttpApi
  /** verb-noun; the function's name on AWS is `<stage>-<name>`. */
  readonly name: string
  /** Path of the entry from the project's root. */
  readonly handler: string
  /** Methods and paths, as API Gateway writes them. */
  readonly routes: readonly Pick<Route, 'method' | 'path'>[]
  /**
   * Whether whatever no route takes (`$default`) ends here as well.
   * @default false
   */
  readonly takesTheRest?: boolean
  /**
   * Seconds. API Gateway waits 30 for an HTTP API's integration, so a longer one is of no use to anybody.
   * @default 29
   */
  readonly timeout?: number
  /**
   * Megabytes.
   * @default 1024
   */
  readonly memorySize?: number
  readonly description?: string
}

export class ApiFunction extends Construct {
  readonly fn: PlatformFunction

  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id)
    this.fn = new PlatformFunction(this, 'Function', { timeout: 29, ...props })
    const integration = new HttpLambdaIntegration('Integration', this.fn)
    const keys = props.routes.map(({ method, path }) => HttpRouteKey.with(path, HttpMethod[method]))
    for (const routeKey of props.takesTheRest ? [...keys, HttpRouteKey.DEFAULT] : keys) {
      new HttpRoute(this, routeKey.key, { httpApi: props.httpApi, routeKey, integration })
    }
  }
}
