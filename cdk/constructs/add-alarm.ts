/** An alarm that says what it means for people and which section of the runbook to open, and tells the stage's topic. */
import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Stage } from '../stage.ts'

export interface AlarmSettings {
  readonly stage: Stage
  /** Whoever is on duty listens here. */
  readonly alarmTopic: ITopic
}

/** The sections of docs/runbook.md, by their anchors. */
export type RunbookSection =
  | 'dead-letters'
  | 'queue-age'
  | 'function-errors'
  | 'endpoint-5xx'
  | 'api-5xx'
  | 'answer-p99'
  | 'generation-failures'
  | 'generation-fallback'
  | 'night-not-completed'
  | 'throttles'
  | 'redis-away'
  | 'mongodb-failures'

export interface AddAlarmProps {
  readonly settings: AlarmSettings
  /**
   * What the alarm is about, where that is not the whole stage: the alarm's name is `<stage>-<subject>-<section>`.
   * @default - the whole stage, `<stage>-<section>`
   */
  readonly subject?: string
  readonly section: RunbookSection
  /** What people notice, in a sentence. */
  readonly impact: string
  readonly metric: IMetric
  readonly threshold: number
  /** @default GREATER_THAN_OR_EQUAL_TO_THRESHOLD */
  readonly comparison?: ComparisonOperator
  /**
   * How many of the metric's latest periods must be over the threshold, of how many.
   * @default [1, 1]
   */
  readonly periods?: readonly [number, number]
  /**
   * Whether silence is a fault.
   * @default false
   */
  readonly missingIsBreaching?: boolean
}

/** @returns null where the emulator, which knows no metric math, could not create it (`emulated` in cdk/stage.ts) */
export function addAlarm(scope: Construct, id: string, props: AddAlarmProps): Alarm | null {
  const { settings, subject, section, impact, metric } = props
  if (settings.stage.emulated && metric instanceof MathExpression) return null
  const [datapointsToAlarm, evaluationPeriods] = props.periods ?? [1, 1]
  const alarm = new Alarm(scope, id, {
    alarmName: [settings.stage.name, subject, section].filter((word) => word !== undefined).join('-'),
    alarmDescription: `${impact} What to do: ${settings.stage.runbookUrl}#${section}`,
    metric,
    threshold: props.threshold,
    comparisonOperator: props.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    datapointsToAlarm,
    evaluationPeriods,
    treatMissingData: props.missingIsBreaching ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  })
  const tell = new SnsAction(settings.alarmTopic)
  alarm.addAlarmAction(tell)
  alarm.addOkAction(tell)
  return alarm
}

/** What the alarms look at in one go, unless they say otherwise. */
export const alarmPeriod = Duration.minutes(5)
