/** Which function uses what. A function that is not here cannot be deployed, and nobody is granted more than the row says. */
import { Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import * as z from 'zod'
import type { Resources } from './environment.ts'

/**
 * stores: reads the secret with the addresses and credentials of MongoDB and Redis
 * publish: puts events on the bus
 * generate: sends to the queue that asks for questions
 * check: sends to the queue that judges code answers
 * night: sends to the queue of the night's workers
 * read-exports: reads the nightly exports, which is what signed links need of whoever signs them
 * write-exports: writes them
 * reference: reads topics' reference material from the bucket
 */
type Use = 'stores' | 'publish' | 'generate' | 'check' | 'night' | 'read-exports' | 'write-exports' | 'reference'

const usesOf: Record<string, readonly Use[]> = {
  'start-quiz': ['stores', 'publish', 'generate', 'check'],
  'answer-question': ['stores', 'publish', 'check'],
  'get-quiz': ['stores', 'publish', 'check'],
  'abandon-quiz': ['stores', 'publish', 'check'],
  'report-question': ['stores', 'publish'],
  'list-topics': ['stores'],
  'get-topic': ['stores'],
  'get-topic-to-edit': ['stores'],
  'create-topic': ['stores', 'generate'],
  'replace-topic': ['stores', 'generate'],
  'request-questions': ['stores', 'generate'],
  'get-requested-questions': ['stores'],
  'import-questions': ['stores'],
  'list-questions': ['stores'],
  'get-question': ['stores'],
  'review-question': ['stores'],
  'list-prompts': ['stores'],
  'create-prompt': ['stores'],
  'change-prompt': ['stores'],
  'get-me': ['stores'],
  'delete-me': ['stores'],
  'get-my-progress': ['stores'],
  'get-user-progress': ['stores'],
  'find-users': ['stores'],
  'change-user': ['stores'],
  'delete-user': ['stores'],
  'get-health': ['stores'],
  'get-openapi': [],
  'refuse-unrouted': [],
  'generate-questions': ['stores', 'generate', 'reference'],
  'check-code': ['stores', 'publish'],
  'store-interactions': ['stores'],
  'fine-tune': ['stores', 'read-exports'],
  'work-night': ['stores', 'publish', 'check', 'night', 'read-exports', 'write-exports'],
  'sweep-quizzes': ['stores', 'publish', 'generate', 'check', 'night'],
  'run-night': ['stores', 'night'],
  'get-analytics': ['stores', 'read-exports'],
  'request-night': ['stores', 'publish'],
  'list-nights': ['stores'],
  'list-exports': ['stores', 'read-exports'],
  'list-experiments': ['stores'],
  'list-reports': ['stores'],
}

export function grantUses(fn: LambdaFunction, name: string, resources: Resources): void {
  const uses = usesOf[name]
  if (!uses) throw new Error(`Say in cdk/access.ts what the function ${name} uses`)
  for (const use of uses) grant[use](fn, resources)
}

const grant: Record<Use, (fn: LambdaFunction, resources: Resources) => void> = {
  stores: (fn, { stores }) => stores.grantRead(fn),
  publish: (fn, { bus }) => bus.grantPutEventsTo(fn),
  generate: (fn, { generateQuestions }) => generateQuestions.grantSendMessages(fn),
  check: (fn, { checkCode }) => checkCode.grantSendMessages(fn),
  night: (fn, { night }) => night.grantSendMessages(fn),
  'read-exports': (fn, { exportBucket }) => grantExports(fn, exportBucket, ['s3:GetObject']),
  'write-exports': (fn, { exportBucket }) =>
    grantExports(fn, exportBucket, ['s3:PutObject', 's3:AbortMultipartUpload']),
  reference: (fn, { exportBucket }) => {
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [exportBucket.arnForObjects('reference/*')] }),
    )
    acknowledgeObjects(fn, exportBucket, 'reference/*', 'Reference material of topics whose names only admins know.')
  },
}

/** Exports lie under their date, for some time to come in this millennium. */
const exportPrefix = '2*'

function grantExports(fn: LambdaFunction, bucket: Bucket, actions: string[]): void {
  fn.addToRolePolicy(new PolicyStatement({ actions, resources: [bucket.arnForObjects(exportPrefix)] }))
  acknowledgeObjects(fn, bucket, exportPrefix, 'Exports of nights that are still to come.')
}

const importSchema = z.object({ 'Fn::ImportValue': z.string() })

/**
 * Whoever is granted objects is granted a prefix, since they have no names yet when their readers are deployed. Here is
 * said why: cdk-nag finds each such grant, and calls it by the name of the export that brings the bucket's ARN.
 */
function acknowledgeObjects(fn: LambdaFunction, bucket: Bucket, prefix: string, reason: string): void {
  const owner = Stack.of(bucket)
  const exported = importSchema.parse(owner.resolve(owner.exportValue(bucket.bucketArn)))['Fn::ImportValue']
  Validations.of(fn.role ?? fn).acknowledge({ id: `AwsSolutions-IAM5[Resource::${exported}/${prefix}]`, reason })
}
