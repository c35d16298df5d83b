/** The one flat set of variables that every function of a stage gets; the functions read it with their own schema. */
import type { EventBus } from 'aws-cdk-lib/aws-events'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Stage } from './stage.ts'

export type Resources = {
  bus: EventBus
  exportBucket: Bucket
  /** Holds the stores' addresses and credentials. */
  stores: Secret
  generateQuestions: Queue
  checkCode: Queue
  night: Queue
}

export function functionEnvironment(stage: Stage, resources: Resources): Record<string, string> {
  return withoutUnset({
    STAGE: stage.name,
    LOG_LEVEL: stage.logLevel,
    MONGODB_NAME: stage.mongodbName,
    SECRET_ARN: resources.stores.secretArn,
    SECRET_VERSION_ID: stage.secretVersion,
    EVENT_BUS_NAME: resources.bus.eventBusName,
    GENERATE_QUESTIONS_QUEUE_URL: resources.generateQuestions.queueUrl,
    CHECK_CODE_QUEUE_URL: resources.checkCode.queueUrl,
    NIGHT_QUEUE_URL: resources.night.queueUrl,
    EXPORT_BUCKET: resources.exportBucket.bucketName,
    GOOGLE_CLIENT_ID: stage.googleClientId,
    TOKEN_ISSUER: stage.tokenIssuer,
    TOKEN_JWKS_URI: stage.tokenJwksUri,
    ALLOWED_HOSTED_DOMAINS: stage.allowedHostedDomains.join(','),
    ADMIN_EMAILS: stage.adminEmails.join(','),
    LIMIT_ANSWERS_PER_MINUTE: stage.limitAnswersPerMinute,
    LIMIT_STARTS_PER_MINUTE: stage.limitStartsPerMinute,
    LIMIT_REPORTS_PER_MINUTE: stage.limitReportsPerMinute,
    LIMIT_ADMIN_CALLS_PER_MINUTE: stage.limitAdminCallsPerMinute,
    IDLE_DAYS: stage.idleDays,
    OPENAI_BASE_URL: stage.openaiBaseUrl,
    OPENAI_MODEL: stage.openaiModel,
    OPENAI_INPUT_PRICE: stage.openaiInputPrice,
    OPENAI_OUTPUT_PRICE: stage.openaiOutputPrice,
    OPENAI_MODERATION_MODEL: stage.openaiModerationModel,
    GENERATION_LOG_DAYS: stage.generationLogDays,
    GENERATION_SECONDS: stage.generationSeconds,
    PROMPT_POLICY: stage.promptPolicy,
    FINE_TUNING: stage.fineTuning,
    CHECK_RESPONSES: stage.checkResponses,
  })
}

function withoutUnset(variables: Record<string, string | number | boolean | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}
