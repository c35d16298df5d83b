/** What the `cdk` command runs (cdk.json): Node 24 takes the TypeScript as it is. */
import { buildApp } from './build-app.ts'

buildApp().synth()
