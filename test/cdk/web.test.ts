/** The stage that hosts the web client itself: off unless asked for, private behind CloudFront, known to the API. */
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { pageAddressFunction } from '../../cdk/page-address.ts'
import { contentSecurityPolicy } from '../../lib/contract/web-client-headers.ts'
import { appOf, ofType, synthesise, type Template } from './support.ts'

const ownNames = {
  webDomain: 'quiz.example.org',
  webCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/web',
  domainName: 'api.example.org',
  certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/api',
}

function hosted(context: Record<string, unknown> = {}) {
  const assembly = appOf('prod', { webClient: 'true', ...context }).synth()
  const web: Template = assembly.getStackByName('prod-web').template
  const api: Template = assembly.getStackByName('prod-api').template
  const only = (type: string) => {
    const [found, ...more] = ofType(web, type)
    expect(more).toEqual([])
    return found!.Properties
  }
  return { web, api, only, distribution: only('AWS::CloudFront::Distribution').DistributionConfig }
}

const originsOf = (api: Template) => {
  const [{ Properties } = { Properties: {} }] = ofType(api, 'AWS::ApiGatewayV2::Api')
  return Properties.CorsConfiguration.AllowOrigins
}

describe('a stage', () => {
  it('hosts no client unless it is asked to', () => {
    expect(appOf('prod').node.tryFindChild('prod-web')).toBeUndefined()
    expect(originsOf(synthesise('prod').api)).toEqual(['https://quiz.example.com'])
  })

  it('refuses a name without its certificate, and a certificate that CloudFront does not see', () => {
    expect(() => appOf('prod', { webDomain: 'quiz.example.org' })).toThrow(/go together/)
    const elsewhere = ownNames.certificateArn
    expect(() => appOf('prod', { ...ownNames, webCertificateArn: elsewhere })).toThrow(/webCertificateArn/)
  })
})

describe('the hosted client', () => {
  it('lies in a bucket that nobody reads but its own distribution, signed and over TLS', () => {
    const { only, distribution } = hosted()
    expect(Object.values(only('AWS::S3::Bucket').PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
    const { Statement } = only('AWS::S3::BucketPolicy').PolicyDocument
    expect(Statement).toHaveLength(2)
    expect(Statement[0]).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })
    expect(Statement[1]).toMatchObject({
      Action: 's3:GetObject',
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    })
    expect(JSON.stringify(Statement[1].Condition.StringEquals['AWS:SourceArn'])).toContain('"Ref":"Distribution')
    expect(only('AWS::CloudFront::OriginAccessControl').OriginAccessControlConfig).toMatchObject({
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    })
    expect(distribution.Origins[0]).toHaveProperty('OriginAccessControlId')
    expect(distribution.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https')
  })

  it('has the content security policy that the local platform sends, and may call the API besides', () => {
    const { only } = hosted(ownNames)
    const { SecurityHeadersConfig, CustomHeadersConfig } = only(
      'AWS::CloudFront::ResponseHeadersPolicy',
    ).ResponseHeadersPolicyConfig
    const sent = SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy
    expect(sent).toBe(contentSecurityPolicy('https://api.example.org'))
    expect(sent.replace(' https://api.example.org', '')).toBe(contentSecurityPolicy())
    expect(SecurityHeadersConfig).toMatchObject({
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
    })
    expect(CustomHeadersConfig.Items).toEqual([
      { Header: 'cross-origin-opener-policy', Value: 'same-origin-allow-popups', Override: true },
    ])
  })

  it('is kept by CloudFront as long as each file says, and no longer', () => {
    const { only } = hosted()
    expect(only('AWS::CloudFront::CachePolicy').CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 31_536_000,
    })
  })

  it('under a name of its own is offered with TLS 1.2 at least', () => {
    const { distribution } = hosted(ownNames)
    expect(distribution.Aliases).toEqual(['quiz.example.org'])
    expect(distribution.ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021' })
  })

  it('may call the API, under its own name or the one that CloudFront gives it', () => {
    expect(originsOf(hosted(ownNames).api)).toEqual(['https://quiz.example.com', 'https://quiz.example.org'])
    const [configured, given] = originsOf(hosted().api)
    expect(configured).toBe('https://quiz.example.com')
    expect(JSON.stringify(given)).toMatch(/prod-web.*Distribution.*DomainName/)
  })

  it.each([
    ['/', '/index.html'],
    ['/quiz/65f0c0ffee65f0c0ffee0001', '/index.html'],
    ['/instructor/questions', '/index.html'],
    ['/docs', '/docs/index.html'],
    ['/docs/', '/docs/index.html'],
    ['/config.json', '/config.json'],
    ['/assets/index-Ab12.js', '/assets/index-Ab12.js'],
    ['/assets/missing', '/assets/missing'],
  ])('answers %s with %s', (uri, file) => {
    const { only } = hosted()
    expect(only('AWS::CloudFront::Function').FunctionCode).toBe(pageAddressFunction)
    expect(runInNewContext(`${pageAddressFunction}; handler({ request: { uri } }).uri`, { uri })).toBe(file)
  })

  it('is deployed as it was reviewed', async () => {
    const lines = Object.entries(hosted(ownNames).web.Resources).map(
      ([id, { Type, Properties }]) => `${id} ${Type} ${JSON.stringify(Properties)}`,
    )
    await expect(`${lines.toSorted().join('\n')}\n`).toMatchFileSnapshot('snapshots/prod-web.txt')
  })
})
