/** The function of one endpoint, behind each of the paths that the endpoint has. */
import { Validations } from 'aws-cdk-lib'
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import type { Route } from '../../lib/contract/route.ts'
import type { AlarmDecision } from '../alarms.ts'
import { addAlarm, alarmPeriod } from './add-alarm.ts'
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
  /** Whether somebody is told when one request in a hundred fails, and what to tell; or why not. */
  readonly alarm: AlarmDecision
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
  /** @default - none */
  readonly description?: string
}

export class ApiFunction extends Construct {
  readonly fn: PlatformFunction
  /** By their keys, as API Gateway writes them: `GET /api/topics`. */
  readonly routes: ReadonlyMap<string, HttpRoute>
  /** Whether an alarm looks at its routes. */
  readonly watched: boolean

  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id)
    const { httpApi, settings, alarm, name } = props
    this.fn = new PlatformFunction(this, 'Function', { timeout: 29, ...props })
    Validations.of(this.fn).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason: 'API Gateway waits for the reply: no event can be left over.' },
      { id: 'Serverless-LambdaAsyncFailureDestination', reason: 'Never invoked without waiting.' },
    )
    const integration = new HttpLambdaIntegration('Integration', this.fn)
    const keys = props.routes.map(({ method, path }) => HttpRouteKey.with(path, HttpMethod[method]))
    if (props.takesTheRest) keys.push(HttpRouteKey.DEFAULT)
    this.routes = new Map(
      keys.map((routeKey) => [routeKey.key, new HttpRoute(this, routeKey.key, { httpApi, routeKey, integration })]),
    )
    for (const route of this.routes.values()) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'The function checks the ID token itself (lib/people/guard.ts): audience, domain, clock and revocation.',
      })
    }
    this.watched = 'impact' in alarm
    if ('impact' in alarm) {
      addAlarm(this, 'Failures', {
        settings,
        subject: name,
        section: 'endpoint-5xx',
        impact: alarm.impact,
        metric: failureShare(httpApi, props.routes),
        threshold: 1,
        periods: [2, 3],
      })
    }
  }
}

/** Per cent of the requests on these paths that end with 5xx; a single one among few is no share. */
function failureShare(httpApi: HttpApi, routes: ApiFunctionProps['routes']): MathExpression {
  const usingMetrics: Record<string, Metric> = {}
  const sumOf = (metricName: string, letter: string) => {
    for (const [index, { method, path }] of routes.entries()) {
      usingMetrics[`${letter}${index}`] = new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: httpApi.apiId, Stage: '$default', Method: method, Resource: path },
        statistic: Stats.SUM,
        period: alarmPeriod,
      })
    }
    return routes.map((_, index) => `FILL(${letter}${index}, 0)`).join(' + ')
  }
  const failures = sumOf('5xx', 'f')
  const requests = sumOf('Count', 'r')
  return new MathExpression({
    expression: `IF((${failures}) > 2, 100 * (${failures}) / (${requests}), 0)`,
    label: 'requests that fail, %',
    period: alarmPeriod,
    usingMetrics,
  })
}
