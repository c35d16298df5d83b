/** What MiniStack cannot create of a stage, by type, and why. All else is deployed as it is: a test holds both. */

export type TemplateResource = { Type: string; Properties?: Readonly<Record<string, unknown>> | undefined }

export type LeftOut = {
  type: string
  /** Only resources that have this property; all of the type without it. */
  having?: string
  reason: string
}

export const leftOut: readonly LeftOut[] = [
  {
    type: 'AWS::CloudWatch::Alarm',
    having: 'Metrics',
    reason: 'MiniStack creates alarms on one metric; those on metric math it refuses by name.',
  },
  { type: 'AWS::XRay::SamplingRule', reason: 'MiniStack has no X-Ray.' },
]

export const isLeftOut = ({ Type, Properties = {} }: TemplateResource): boolean =>
  leftOut.some(({ type, having }) => type === Type && (having === undefined || having in Properties))
