/**
 * The web client, for stages that host it themselves: a private bucket, which CloudFront alone reads, with the headers that
 * docs/client.md asks of any host. The files come from `npm run web:upload`.
 */
import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { contentSecurityPolicy, crossOriginOpenerPolicy } from '../../lib/contract/web-client-headers.ts'
import { pageAddressFunction } from '../page-address.ts'
import type { Stage } from '../stage.ts'

export class WebStack extends Stack {
  /** Where browsers find the client, as CORS names it. */
  readonly origin: string

  constructor(scope: Construct, stage: Stage) {
    super(scope, `${stage.name}-web`)
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      // What it holds can be built again, but a bucket with files in it cannot be removed: people empty it first.
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const distribution = new Distribution(this, 'Distribution', {
      comment: `${stage.name}: web client`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...ownName(this, stage),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: asTheFilesSay(this, stage),
        responseHeadersPolicy: securityHeaders(this, stage),
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: pageAddresses(this, stage) }],
      },
    })
    acknowledge(bucket, distribution, stage)

    this.origin = `https://${stage.webDomain ?? distribution.distributionDomainName}`
    new CfnOutput(this, 'WebBucketName', { value: bucket.bucketName })
    new CfnOutput(this, 'WebUrl', { value: `${this.origin}/` })
    if (stage.webDomain) new CfnOutput(this, 'WebDomainTarget', { value: distribution.distributionDomainName })
  }
}

function ownName(scope: Construct, { webDomain, webCertificateArn }: Stage) {
  if (webDomain === undefined || webCertificateArn === undefined) return {}
  return {
    domainNames: [webDomain],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', webCertificateArn),
    // Without a certificate of one's own, CloudFront settles this itself.
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  }
}

/** Each file has its own `cache-control`: assets for good, everything else never without asking. */
const asTheFilesSay = (scope: Construct, stage: Stage) =>
  new CachePolicy(scope, 'AsTheFilesSay', {
    cachePolicyName: `${stage.name}-web-as-the-files-say`,
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  })

function securityHeaders(scope: Construct, stage: Stage): ResponseHeadersPolicy {
  // The API's generated name is known only after this stack; all of the region's have this form.
  const api = stage.domainName ?? `*.execute-api.${Stack.of(scope).region}.${Stack.of(scope).urlSuffix}`
  return new ResponseHeadersPolicy(scope, 'SecurityHeaders', {
    responseHeadersPolicyName: `${stage.name}-web-security`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(`https://${api}`), override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: 'cross-origin-opener-policy', value: crossOriginOpenerPolicy, override: true }],
    },
  })
}

const pageAddresses = (scope: Construct, stage: Stage) =>
  new EdgeFunction(scope, 'PageAddresses', {
    functionName: `${stage.name}-web-page-addresses`,
    comment: 'Addresses of pages are index.html',
    code: FunctionCode.fromInline(pageAddressFunction),
    runtime: FunctionRuntime.JS_2_0,
  })

function acknowledge(bucket: Bucket, distribution: Distribution, stage: Stage): void {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'It holds the client as it is published, nothing of anybody, and CloudFront alone reads it.',
  })
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Students may be anywhere: no country is kept out.' },
    { id: 'AwsSolutions-CFR2', reason: 'Static files only; the API behind them throttles each route and each user.' },
    { id: 'AwsSolutions-CFR3', reason: 'Files that are the same for all: what people do is logged by the API.' },
  )
  if (stage.webDomain !== undefined) return
  Validations.of(distribution).acknowledge({
    id: 'AwsSolutions-CFR4',
    reason: "CloudFront's own name allows no minimum of TLS; with webDomain it is TLS 1.2.",
  })
}
