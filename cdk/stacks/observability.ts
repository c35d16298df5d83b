/** What people look at: the dashboard, the alarms on the stage as a whole, and how much X-Ray follows. */
import { Stack } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray'
import type { Construct } from 'constructs'
import type { AlarmSettings } from '../constructs/add-alarm.ts'
import { addDashboard } from '../dashboard.ts'
import { addStageAlarms } from '../stage-alarms.ts'
import type { StatefulStack } from './stateful.ts'

export type Observed = { httpApi: HttpApi; stateful: StatefulStack }

export class ObservabilityStack extends Stack {
  constructor(scope: Construct, settings: AlarmSettings, { httpApi, stateful }: Observed) {
    const { stage } = settings
    super(scope, `${stage.name}-observability`)
    const alarms = addStageAlarms(this, settings, httpApi)
    addDashboard(this, { stage, httpApi, stateful, alarms })
    if (!stage.emulated) {
      new CfnSamplingRule(this, 'Sampling', {
        samplingRule: {
          ruleName: `${stage.name}-functions`,
          version: 1,
          priority: 1_000,
          reservoirSize: 1,
          fixedRate: stage.traceRate,
          serviceName: `${stage.name}-*`,
          serviceType: '*',
          host: '*',
          httpMethod: '*',
          urlPath: '*',
          resourceArn: '*',
        },
      })
    }
  }
}
