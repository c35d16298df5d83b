/** The API's one stage: what it logs of each request, how much of each route it lets through, and its own name if it has one. */
import { RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  ApiMapping,
  CfnStage,
  DomainName,
  type HttpApi,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Access } from '../../lib/contract/route.ts'
import type { Stage } from '../stage.ts'

export interface ApiStageProps {
  readonly stage: Stage
  readonly httpApi: HttpApi
  /** Every route: a stage knows the throttle of routes that are there. */
  readonly routes: readonly StageRoute[]
}

export interface StageRoute {
  readonly route: HttpRoute
  /** As API Gateway writes it: `GET /api/topics`. */
  readonly key: string
  readonly access: Access
  /** Whether it has metrics of its own, each of which costs as much as one of ours. */
  readonly watched: boolean
}

/**
 * Share of the stage's throttle that one route may take. Students' routes may take all of it; a flood on what anyone may
 * call, or in an admin's name, leaves the rest to them.
 */
const shareOf: Record<Access, number> = { user: 1, anyone: 0.1, admin: 0.05 }

/** A line a request, JSON. No query, no headers: they may hold what no log should. */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  routeKey: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  functionLatency: '$context.integrationLatency',
  functionStatus: '$context.integrationStatus',
  bytes: '$context.responseLength',
  error: '$context.error.message',
}

export class ApiStage extends Construct {
  readonly httpStage: HttpStage
  /** What a DNS record of the API's own name points to. */
  readonly domain: DomainName | undefined

  constructor(scope: Construct, id: string, props: ApiStageProps) {
    super(scope, id)
    const { stage, httpApi, routes } = props
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      // API Gateway's log policy covers this prefix as a whole; names elsewhere fill it up, one by one, until it is too long.
      logGroupName: `/aws/vendedlogs/${stage.name}-api`,
      retention: stage.logRetentionDays,
      removalPolicy: stage.name === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    const throttle = { rateLimit: stage.throttleRate, burstLimit: stage.throttleBurst }
    this.httpStage = new HttpStage(this, 'Default', {
      httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    })
    const { defaultChild } = this.httpStage.node
    if (!(defaultChild instanceof CfnStage)) throw new Error('an HttpStage is made of a CfnStage')
    // In CloudFormation's own words: CDK passes this map on as it is.
    defaultChild.routeSettings = Object.fromEntries(
      routes.map(({ key, access, watched }) => [
        key,
        {
          DetailedMetricsEnabled: watched,
          ThrottlingRateLimit: Math.ceil(throttle.rateLimit * shareOf[access]),
          ThrottlingBurstLimit: Math.ceil(throttle.burstLimit * shareOf[access]),
        },
      ]),
    )
    this.httpStage.node.addDependency(...routes.map(({ route }) => route))

    const { domainName, certificateArn } = stage
    if (domainName !== undefined && certificateArn !== undefined) {
      const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn)
      this.domain = new DomainName(this, 'Domain', { domainName, certificate })
      new ApiMapping(this, 'Mapping', { api: httpApi, domainName: this.domain, stage: this.httpStage })
    }
  }
}
