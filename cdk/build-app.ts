/** The platform as CDK stacks, for the stage that the context names. */
import { join } from 'node:path'
import { Annotations, App, type AppProps } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { defaultRoute, routes } from '../lib/contract/routes.ts'
import { queueWorkers, scheduledWorkers } from '../lib/contract/workers.ts'
import { grantUses } from './access.ts'
import { bundleHandlers, bundleName } from './bundles.ts'
import { functionEnvironment } from './environment.ts'
import { ApiStack } from './stacks/api.ts'
import { AsyncStack } from './stacks/async.ts'
import { ObservabilityStack } from './stacks/observability.ts'
import { StatefulStack } from './stacks/stateful.ts'
import { WebStack } from './stacks/web.ts'
import { readStage } from './stage.ts'

/** Every function's entry, by its path from the project's root. */
export const handlers: readonly string[] = [
  ...new Set([...routes, defaultRoute, ...queueWorkers, ...scheduledWorkers].map(({ handler }) => handler)),
]

export function buildApp(props?: AppProps): App {
  const app = new App(props)
  const stage = readStage(app.node)
  const stateful = new StatefulStack(app, stage)
  const resources = {
    bus: stateful.bus,
    exportBucket: stateful.exportBucket,
    stores: stateful.stores,
    generateQuestions: stateful.queue('generate-questions'),
    checkCode: stateful.queue('check-code'),
    night: stateful.queue('night'),
  }
  const settings = {
    stage,
    alarmTopic: stateful.alarmTopic,
    environment: functionEnvironment(stage, resources),
    // The command line wants no bundles for commands that only look (`cdk ls`, `cdk bootstrap`).
    codeOf: stage.bundled && stateful.bundlingRequired ? bundleAll(join(app.outdir, 'bundles')) : placeholder,
    grantUses: (fn: Parameters<typeof grantUses>[0], name: string) => grantUses(fn, name, resources),
  }
  const web = stage.webClient ? new WebStack(app, stage) : undefined
  const { httpApi } = new ApiStack(app, settings, web?.origin)
  new AsyncStack(app, settings, stateful)
  new ObservabilityStack(app, settings, { httpApi, stateful })
  if (stage.googleClientId.startsWith('replace-me')) {
    Annotations.of(stateful).addWarningV2('adaptive-quiz:googleClientId', 'Nobody can sign in: set googleClientId')
  }
  return app
}

function bundleAll(directory: string) {
  bundleHandlers(handlers, directory)
  return (handler: string) => Code.fromAsset(join(directory, bundleName(handler)))
}

const placeholder = () => Code.fromInline("throw new Error('This stage was deployed without its bundles')")
